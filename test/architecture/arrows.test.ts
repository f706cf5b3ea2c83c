import { resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as rules from './rules.ts'
import { readSourceFiles, specifiersIn } from './source-files.ts'

const files = readSourceFiles('machines', 'src')
const architecture = suite('architecture')

architecture('there are machines and sources to hold to the rules', () => {
  assert.ok(files.some(({ path }) => path === 'machines/index.ts'))
  assert.ok(files.some(({ path }) => path === 'src/index.ts'))
})

architecture('the scan for imports finds every import that esbuild finds', async () => {
  const scanned = new Map(files.map(({ path, text }) => [resolve(path), specifiersIn(text)]))
  const missed: string[] = []
  const compare: Plugin = {
    name: 'compare',
    setup: (esbuild) =>
      esbuild.onResolve({ filter: /.*/ }, ({ importer, path, kind }) => {
        if (kind !== 'entry-point' && scanned.get(importer)?.includes(path) !== true) {
          missed.push(`${importer}: ${path}`)
        }
        return kind === 'entry-point' ? undefined : { path, external: true }
      }),
  }
  await build({
    entryPoints: files.map(({ path }) => path),
    bundle: true,
    write: false,
    format: 'esm',
    outdir: 'dist',
    logLevel: 'silent',
    // What JSX is turned into is written nowhere.
    jsx: 'preserve',
    plugins: [compare],
  })
  assert.equal(missed, [])
})

architecture('every file stands in a room that the arrows name', () => {
  assert.equal(rules.unnamedRooms(files), [])
})

architecture('a room imports only from the rooms its arrows point to, and machines from none', () => {
  assert.equal(rules.forbiddenArrows(files), [])
})

architecture('a room is imported only through its index.ts', () => {
  assert.equal(rules.bypassedEntries(files), [])
})

architecture('no files import each other in a circle', () => {
  assert.equal(rules.cycles(files), [])
})

architecture('ky, hono, xstate, fp-ts and node: modules stay in the rooms that may use them', () => {
  assert.equal(rules.strayPackages(files), [])
})

architecture('no file is longer than 300 lines', () => {
  assert.equal(rules.longFiles(files), [])
})

architecture('no file or folder is called utils, helpers or common', () => {
  assert.equal(rules.vagueNames(files), [])
})

architecture('nothing escapes the type checker', () => {
  assert.equal(rules.typeEscapes(files), [])
})

architecture('entry files are lists of exports', () => {
  assert.equal(rules.entriesWithCode(files), [])
})

architecture.run()
