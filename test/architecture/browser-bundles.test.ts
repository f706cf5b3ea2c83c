import { builtinModules } from 'node:module'
import { build, type BuildOptions } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }

/** Every entry of the package, and where it runs. */
const entries: Readonly<Record<string, 'browser' | 'node' | 'data'>> = {
  '.': 'browser',
  './genauth': 'browser',
  './react': 'browser',
  './element': 'browser',
  './durable': 'node',
  './server': 'node',
  './client': 'browser',
  './restate': 'node',
  './inspect': 'browser',
  './inspect/node': 'node',
  './sandbox': 'node',
  './package.json': 'data',
}
const browserEntries = Object.keys(entries).filter((entry) => entries[entry] === 'browser')
const sourceOf = (entry: string) => (entry === '.' ? 'src/index.ts' : `src/${entry.slice(2)}/index.ts`)

/** Bundles all an entry needs, peers too, and says which packages and which modules of Node came with it. */
async function bundle(input: BuildOptions) {
  const nodeModules: string[] = []
  const { metafile } = await build({
    ...input,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    outdir: 'dist',
    metafile: true,
    logLevel: 'silent',
    plugins: [
      {
        name: 'modules of Node',
        setup: (esbuild) =>
          esbuild.onResolve(
            { filter: new RegExp(`^(?:node:.*|${builtinModules.join('|')})$`) },
            ({ path, importer }) => {
              nodeModules.push(`${importer} imports ${path}`)
              return { path, external: true }
            },
          ),
      },
    ],
  })
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  const packages = inputs.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []) : [],
  )
  return { nodeModules, packages: new Set(packages) }
}

const bundles = suite('browser bundles')

bundles('every entry of the package says whether it is for browsers or for Node', () => {
  assert.equal(Object.keys(manifest.exports).toSorted(), Object.keys(entries).toSorted())
})

for (const entry of browserEntries) {
  bundles(`${entry} imports no module of Node`, async () => {
    const { nodeModules, packages } = await bundle({ entryPoints: [sourceOf(entry)] })
    assert.equal(nodeModules, [])
    assert.ok(packages.size > 0)
  })
}

bundles(
  'the page of `demo --web` imports no module of Node, and loads what reads QR codes when it is wanted',
  async () => {
    const { nodeModules, packages } = await bundle({ entryPoints: ['src/page/main.ts'], splitting: true })
    assert.equal(nodeModules, [])
    for (const name of ['lit-html', 'ky', 'otpauth', 'jsqr']) assert.ok(packages.has(name), name)
    for (const name of ['hono', 'react']) assert.not.ok(packages.has(name), name)
  },
)

bundles('the core entry leaves phone metadata, the HTTP client and the terminal out', async () => {
  const { packages } = await bundle({ entryPoints: ['src/index.ts'] })
  const heavy = ['libphonenumber-js', 'ky', 'hono', 'picocolors', '@inquirer/core']
  assert.equal(
    heavy.filter((name) => packages.has(name)),
    [],
  )
})

bundles('who imports another part of ./inspect than inspectInPage gets nothing of XState 4', async () => {
  const { packages } = await bundle({
    stdin: { contents: "export { inspectEnrollment } from './src/inspect/index.ts'", resolveDir: '.' },
  })
  assert.not.ok(packages.has('@xstate/inspect'))
  assert.ok((await bundle({ entryPoints: ['src/inspect/index.ts'] })).packages.has('@xstate/inspect'))
})

bundles('an import of a module of Node is noticed, with and without node:', async () => {
  const contents = "import 'node:fs'; import 'crypto'"
  const { nodeModules } = await bundle({ stdin: { contents, sourcefile: 'planted.ts' } })
  assert.is(nodeModules.length, 2)
})

bundles.run()
