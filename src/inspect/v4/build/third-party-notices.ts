import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'

const Manifest = t.type({ name: t.string, version: t.string, license: t.string })

interface Section {
  readonly title: string
  readonly text: string
}

const packageAt = (folder: string) => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!Manifest.is(manifest)) throw new Error(`${folder} has no name, version or license`)
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  return { ...manifest, text: file === undefined ? null : readFileSync(join(folder, file), 'utf8') }
}

const packageSections = (folders: readonly string[]): readonly Section[] => {
  const packages = folders.map(packageAt)
  const xstate = packages.find(({ name }) => name === 'xstate')
  return packages.map(({ name, version, license, text }) => {
    // It comes without the file, and is of XState's repository, whose license it names.
    const found = name === '@xstate/inspect' ? (text ?? xstate?.text) : text
    if (license !== 'MIT' || !found)
      throw new Error(`The license of ${name} must be looked at before it is bundled`)
    return { title: `${name} ${version}`, text: found }
  })
}

/** Both packages hold functions of tslib, which says so in a comment alone. */
const tslibSections = (files: readonly string[]): readonly Section[] => {
  const [file] = files.filter((path) => path.endsWith('_tslib.js'))
  if (file === undefined) return []
  const comment = /\/\*!([^]*?)\*\//.exec(readFileSync(file, 'utf8'))?.[1]
  if (!comment?.includes('Copyright')) throw new Error(`The license of tslib is no longer in ${file}`)
  return [{ title: 'tslib (in xstate and @xstate/inspect)', text: comment.replace(/^[\s*]+|[\s*]+$/g, '') }]
}

/**
 * The licenses of the packages that a bundle holds, as a page.
 *
 * @param inputs the files that went into the bundle, from `root`
 * @throws Error for a package whose license is another than MIT, or cannot be found: somebody has to look at it.
 */
export const thirdPartyNotices = (root: string, inputs: readonly string[]): string => {
  const files = inputs.filter((path) => path.includes('node_modules/')).map((path) => join(root, path))
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const sections = [...packageSections([...new Set(folders)]), ...tslibSections(files)].toSorted((a, b) =>
    a.title < b.title ? -1 : 1,
  )
  return [
    '# Third-party notices',
    'The file `index.js` beside this one holds code of these packages.',
    ...sections.map(({ title, text }) => `## ${title}\n\n${text.trim()}`),
    '',
  ].join('\n\n')
}
