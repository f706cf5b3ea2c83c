import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

// The package takes ky 1.14 and 2. The checkout has the former; here the same tests meet the latter, which
// comes from the registry, into a folder of its own: it declares Node 22, and npm would warn every developer.
const majors = suite('ky 2')

const run = promisify(execFile)
const version = '2.1.0'

/** Sends `import 'ky'` to another folder (Node's module customization hooks), in the process that imports it. */
const redirectKy = (to: string): string => {
  const hook = `export const resolve = (specifier, context, next) =>
    specifier === 'ky' ? { url: ${JSON.stringify(to)}, shortCircuit: true } : next(specifier, context)`
  const register = `import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))`
  return `data:text/javascript,${encodeURIComponent(register)}`
}

const files = [
  ...[
    'headers',
    'access-token',
    'token-refresh',
    'time-limit',
    'exchange',
    'envelope',
    'directory',
    'directory-data',
    'photo-upload',
    'hostile-replies',
  ].map((name) => `test/genauth/${name}.test.ts`),
  ...['genauth', 'factor-directory', 'photo-upload'].map((name) => `test/contract/${name}.test.ts`),
]

majors(
  'passes every test of the wire, the access token, the exchange, the directory, the upload and the contracts',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ky-majors-'))
    try {
      const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
      await run('npm', ['install', '--prefix', folder, ...quiet, `ky@${version}`])
      const installed = join(folder, 'node_modules/ky')
      assert.match(await readFile(join(installed, 'package.json'), 'utf8'), `"version": "${version}"`)
      const ky = pathToFileURL(join(installed, 'distribution/index.js')).href
      const node = (...args: readonly string[]) =>
        run(process.execPath, ['--import', 'tsx', '--import', redirectKy(ky), ...args])

      const { stdout } = await node('--input-type=module', '-e', "console.log(import.meta.resolve('ky'))")
      assert.is(stdout.trim(), ky, 'the tests below would run with the other ky')
      for (const file of files) await node(file)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)

majors.run()
