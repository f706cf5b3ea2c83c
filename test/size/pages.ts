import { measured, type Load, type Measured } from './measured.ts'

/** The package as it stands in the checkout, or as `npm run build` made it. */
export type Tree = 'src' | 'dist'

const entry = (tree: Tree, room: string) =>
  tree === 'src' ? `./src/${room}index.ts` : `./dist/src/${room}index.js`

/** What a page with screens of its own imports: the machine, `createEnrollment`, the view, English, the client over ky. */
const coreOf = (tree: Tree) => `
  import { createEnrollment, en, messageText } from '${entry(tree, '')}'
  import { createFactorDirectory, createGenAuthService } from '${entry(tree, 'genauth/')}'
  globalThis.page = [createEnrollment, en, messageText, createFactorDirectory, createGenAuthService]
`

/** What a page adds that leaves GenAuth to a server of its own, beside surfaces: they bring io-ts, the view and its words. */
const remoteOf = (tree: Tree) => `
  import { createRemoteDirectory, createRemoteEnrollment } from '${entry(tree, 'client/')}'
  globalThis.remote = [createRemoteDirectory, createRemoteEnrollment]
`

export interface Pages {
  readonly core: Measured
  /** The core and all React parts; React itself is the page's own. */
  readonly react: Measured
  /** The core and `<mfa-enrollment>`, all but what is loaded for a face. */
  readonly element: Measured
  /** Enrollments and factors at a server, without any surface. */
  readonly remote: Measured
}

export const pagesOf = async (tree: Tree): Promise<Pages> => {
  const core = coreOf(tree)
  return {
    core: await measured({ code: core }),
    remote: await measured({ code: remoteOf(tree) }),
    react: await measured({
      code: `${core}
        import { EnrollmentFlow, EnrollmentTexts, useFactorDirectory } from '${entry(tree, 'react/')}'
        globalThis.parts = [EnrollmentFlow, EnrollmentTexts, useFactorDirectory]`,
      external: ['react', 'react/jsx-runtime', 'react-dom'],
    }),
    element: await measured({
      code: `${core}\nimport '${entry(tree, 'element/')}'`,
      without: [tree === 'src' ? 'src/element/photo/photo-room.ts' : 'dist/src/element/photo/photo-room.js'],
    }),
  }
}

const kib = 1_024

/** A number that may not grow past its limit unnoticed. All in bytes, minified and gzipped. */
export interface Budget {
  readonly name: string
  readonly bytes: number
  readonly limit: number
  /** What it should be, where that is less than the limit. */
  readonly aim: number | null
  /** Where the bytes come from; null where the number is a part itself. */
  readonly load: Load | null
}

/** The budgets. Why some are above what was aimed at stands in docs/frontend.md, "Size"; raise none without saying why there. */
export const budgetsOf = ({ core, react, element, remote }: Pages): readonly Budget[] => {
  // A part that is not found at all is no small one.
  const parts = react.first.parts.get('src/react') ?? Number.NaN
  const of = (name: string, bytes: number, limit: number, aim: number | null, load: Load | null = null) => ({
    name,
    bytes,
    limit: limit * kib,
    aim: aim === null ? null : aim * kib,
    load,
  })
  return [
    of('machine + live + view + client', core.first.bytes, 43, 32, core.first),
    of('  of which ours', core.first.ours, 20.25, 9),
    of('  React parts on top, without the words', parts, 5.1, null),
    of('with React parts, at first', react.first.bytes, 59, null, react.first),
    of('with React parts, all of it', react.all.bytes, 72.75, null, react.all),
    of('with the element, at first', element.first.bytes, 79.5, null, element.first),
    of('with the element, all but the camera', element.all.bytes, 79.5, 52, element.all),
    of('the client of a server, by itself', remote.first.bytes, 16, null, remote.first),
    of('  of which its own', remote.first.parts.get('src/client') ?? Number.NaN, 7, null),
  ]
}

export const isWithin = ({ bytes, limit }: Pick<Budget, 'bytes' | 'limit'>): boolean => bytes <= limit
