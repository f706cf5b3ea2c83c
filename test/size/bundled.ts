import { build, transform, type Metafile } from 'esbuild'

/** One file that a page loads. */
export interface Chunk {
  /** Loaded with the page, and not only once something is chosen. */
  readonly isFirst: boolean
  readonly code: string
  /** The code of each part, a package or a room of ours, cut out of the chunk. */
  readonly parts: ReadonlyMap<string, string>
}

export interface BundleInput {
  /** The page's own code: what it imports and uses. */
  readonly code: string
  /** What the page has anyhow. */
  readonly external?: readonly string[]
  /** Modules that are loaded later and not counted, with what only they need. */
  readonly without?: readonly string[]
}

type Outputs = Metafile['outputs']

const partOf = (path: string): string => {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
  // These are what lit is made of.
  if (name !== undefined) return /^(?:@lit\/|lit-)/.test(name) ? 'lit' : name
  return /^(?:dist\/)?(machines|src\/[^/]+)/.exec(path)?.[1] ?? path
}

const reachedFrom = (outputs: Outputs, entry: string, follow: (path: string, kind: string) => boolean) => {
  const reached = new Set<string>()
  const visit = (path: string) => {
    if (reached.has(path)) return
    reached.add(path)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (next in outputs && follow(next, kind)) visit(next)
  }
  visit(entry)
  return reached
}

const withoutBlanks = async (code: string) =>
  (await transform(code, { minifyWhitespace: true, legalComments: 'none', charset: 'utf8' })).code

/** esbuild writes the path of each module above its code, as long as blanks are kept. */
const partsOf = async (code: string, inputs: Metafile['inputs']): Promise<ReadonlyMap<string, string>> => {
  const parts = new Map<string, string>()
  let part = 'the page'
  // What a chunk exports stands at its end; by itself it would be no code.
  const [own = ''] = code.split(/^export \{$/m)
  for (const line of own.split('\n')) {
    const path = line.startsWith('// ') ? line.slice(3) : ''
    if (path in inputs) part = partOf(path)
    // What the page has anyhow is one import of the whole bundle, and of no part.
    else if (!/^import [^"']* from "[^"]+";$/.test(line)) parts.set(part, `${parts.get(part) ?? ''}${line}\n`)
  }
  return new Map(
    await Promise.all([...parts].map(async ([name, text]) => [name, await withoutBlanks(text)] as const)),
  )
}

/** Bundles as a page's own build does: minified, and split where something is loaded later. */
export const bundled = async ({ code, external, without = [] }: BundleInput): Promise<readonly Chunk[]> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: '.', sourcefile: 'page', loader: 'js' },
    bundle: true,
    splitting: true,
    minifyIdentifiers: true,
    minifySyntax: true,
    legalComments: 'none',
    charset: 'utf8',
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    external: [...(external ?? [])],
    write: false,
    outdir: 'bundle',
    metafile: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const { outputs, inputs } = metafile
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === 'page') ?? ''
  const first = reachedFrom(outputs, entry, (_, kind) => kind !== 'dynamic-import')
  const counted = reachedFrom(outputs, entry, (path) => !without.includes(outputs[path]?.entryPoint ?? ''))
  return Promise.all(
    [...counted].map(async (path) => {
      const text = outputFiles.find((file) => file.path.endsWith(`/${path}`))?.text ?? ''
      return {
        isFirst: first.has(path),
        code: await withoutBlanks(text),
        parts: await partsOf(text, inputs),
      }
    }),
  )
}
