// The recipes of docs/cli.md as they stand there, one after the other. Wants bash, curl, jq and oathtool.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { face } from '../sandbox/pictures.ts'

const runFile = promisify(execFile)

const recipes = suite('the recipes of docs/cli.md')

const blocks = [...readFileSync('docs/cli.md', 'utf8').matchAll(/^```sh run\n([^]*?)^```$/gm)].map(
  ([, block = '']) => block,
)

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-recipes-'))
recipes.after(() => rmSync(folder, { recursive: true }))

/** The command of the checkout, under the name that the recipes call it by. */
const installCommand = (): void => {
  const [loader, main] = [resolve('node_modules/tsx/dist/loader.mjs'), resolve('src/cli/main.ts')]
  writeFileSync(
    join(folder, 'mfa-enroll'),
    `#!/bin/sh\nexec '${process.execPath}' --import '${loader}' '${main}' "$@"\n`,
    { mode: 0o755 },
  )
}

/** Says after each block that it was come to the end of: a recipe that fails ends the story there. */
const story = blocks.map((block, index) => `${block}\necho "-- block ${index + 1}"\n`).join('')

const told: string[] = []

recipes.before(async () => {
  installCommand()
  writeFileSync(join(folder, 'me.jpg'), face)
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder, LANG: 'C.UTF-8' }
  // Whatever fails, the sandbox is not left behind.
  const script = `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${story}`
  const { stdout } = await runFile('bash', ['-c', script], { cwd: folder, env, timeout: 120_000 }).catch(
    (cause: unknown) => {
      const seen = cause instanceof Error && 'stdout' in cause ? `${String(cause.stdout)}` : ''
      throw new Error(`The story ended early:\n${seen}`, { cause })
    },
  )
  told.push(...stdout.split(/^-- block \d+\n/m))
})

recipes('run to the end of the last one', () => {
  assert.ok(blocks.length >= 8)
  assert.is(told.length - 1, blocks.length)
})

recipes('bind what they say, and keep the recovery code for its owner alone', () => {
  const list = told.find((text) => text.includes('WHERE')) ?? ''
  assert.match(list, /^\w{24} {2}OTP$/m)
  assert.match(list, /^\w{24} {2}SMS {3}\+86 188\*{4}1234$/m)
  assert.match(list, /^\w{24} {2}FACE$/m)
  assert.match(readFileSync(join(folder, 'recovery-code'), 'utf8'), /^[0-9a-f-]{29}\n$/)
  assert.is(statSync(join(folder, 'recovery-code')).mode & 0o077, 0)
})

recipes('remove the number that took the place of the first one, and all the rest', () => {
  const removed = told.find((text) => text.includes('Removed.')) ?? ''
  assert.match(removed, /SMS {3}\+86 188\*{4}5678/)
  assert.is(removed.match(/^Removed\.$/gm)?.length, 3)
})

recipes('log without secrets, and tell how it ended', () => {
  assert.match(told.join(''), /^ended with 4$/m)
  const log = readFileSync(join(folder, 'enrollments.log'), 'utf8')
  assert.match(log, /"state":"awaitingCode".*"manualKey":"<redacted>"/)
})

recipes.run()
