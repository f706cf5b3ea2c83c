import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { accessTokenSource } from '../../src/cli/access-token.ts'
import { Interrupted } from '../../src/cli/question.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { statesOf } from './json-lines.ts'
import { environmentFor, run, start } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const token = suite('the access token')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-token-'))
const file = join(folder, 'token')
token.after(() => rmSync(folder, { recursive: true }))

const call = ['enroll', '--factor', 'otp', '--json']
const fromFile = [...call, '--access-token-file', file]

token('comes from a file of its owner alone, with or without a line end', () =>
  withSandbox(async (running) => {
    const { GENAUTH_ACCESS_TOKEN: clear = '', ...elsewhere } = environmentFor(running)
    for (const text of [clear, `${clear}\n`, `  Bearer ${clear}\r\n`]) {
      writeFileSync(file, text, { mode: 0o600 })
      assert.ok(
        statesOf((await run(fromFile, elsewhere)).stdout).includes('awaitingCode'),
        JSON.stringify(text),
      )
    }
  }),
)

token('comes from a pipe too, which can be read once', () =>
  withSandbox(async (running) => {
    const { GENAUTH_ACCESS_TOKEN: clear = '', ...elsewhere } = environmentFor(running)
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '600', pipe])
    const command = start([...call, '--access-token-file', pipe], elsewhere)
    await writeFile(pipe, clear)
    await command.stdout.until(/"state":"awaitingCode"/)
    command.endInput()
    assert.is((await command.ended).code, 4)
  }),
)

token('the file wins over the environment', () =>
  withSandbox(async (running) => {
    writeFileSync(file, running.sandbox.accessToken, { mode: 0o600 })
    const stale = { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' }
    assert.ok(statesOf((await run(fromFile, stale)).stdout).includes('awaitingCode'))
  }),
)

token('is read from its file again for each call, so a renewed one counts', () =>
  withSandbox(async (running) => {
    writeFileSync(file, running.sandbox.accessToken, { mode: 0o600 })
    const command = start(fromFile, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    writeFileSync(file, 'stale')
    command.type('000000')
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.is(stderr, 'You are not signed in any more. Sign in again, then start over.\n')
  }),
)

token('a file that is gone in between ends as not signed in, without a stack', () =>
  withSandbox(async (running) => {
    writeFileSync(file, running.sandbox.accessToken, { mode: 0o600 })
    const command = start(fromFile, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    rmSync(file)
    command.type('000000')
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.is(stderr, 'You are not signed in any more. Sign in again, then start over.\n')
  }),
)

token('after a refusal it is read anew, once', () =>
  withSandbox(async (running) => {
    // Stands in for whoever renews the file: it is written the moment the stale token was refused.
    writeFileSync(file, 'stale', { mode: 0o600 })
    const original = globalThis.fetch
    globalThis.fetch = async (...sent) => {
      const response = await original(...sent)
      writeFileSync(file, running.sandbox.accessToken)
      return response
    }
    try {
      const { stdout } = await run(fromFile, environmentFor(running))
      assert.ok(statesOf(stdout).includes('awaitingCode'))
    } finally {
      globalThis.fetch = original
    }
  }),
)

token('q instead of it leaves, as at every question', async () => {
  const source = accessTokenSource(undefined, { env: {} }, textsFor('en'), async () => 'q')
  const left = await source.then(
    () => null,
    (cause: unknown) => cause,
  )
  assert.ok(left instanceof Interrupted)
})

token.run()
