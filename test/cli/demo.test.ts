import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { program } from '../../src/cli/program.ts'
import { run, startProcess } from './run-command.ts'

const demo = suite('the demo without a terminal')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-demo-'))
demo.after(() => rmSync(folder, { recursive: true }))

const story = 'idle\nrequesting\nawaitingCode\nbinding\nsavingRecoveryCode\ndone\n'

demo('prints each state on a line and ends with 0', async () => {
  const { code, stdout } = await run(['demo'])
  assert.is(code, 0)
  assert.is(stdout, story)
})

demo('shows no secret', async () => {
  const { stderr } = await run(['demo'])
  // A base32 secret, a recovery code, an access token, a six-digit code, a link.
  assert.not.match(stderr, /[A-Z2-7]{16}|[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{20}|\b\d{6}\b|otpauth/)
  assert.match(stderr, /sandbox answers at http:\/\/127\.0\.0\.1:\d+/)
})

demo('runs as a process of its own with its input closed', async () => {
  const running = startProcess(['demo'])
  running.endInput()
  const { code, stdout } = await running.ended
  assert.is(code, 0)
  assert.is(stdout, story)
})

demo('ends the same when nobody ever closes its input', async () => {
  const { code, stdout } = await startProcess(['demo']).ended
  assert.is(code, 0)
  assert.is(stdout, story)
})

demo('does not mind a reader that leaves early', async () => {
  const running = startProcess(['demo'])
  running.child.stdout.destroy()
  const { code, stderr } = await running.ended
  assert.is(code, 0)
  assert.not.match(stderr, /EPIPE|mfa-enroll:| {4}at /)
})

demo('does not mind a reader of the errors that leaves early', async () => {
  const running = startProcess(['demo'])
  running.child.stderr.destroy()
  const { code, stdout } = await running.ended
  assert.is(code, 0)
  assert.is(stdout, story)
})

demo('is the same without colours', async () => {
  const plain = await startProcess(['demo'], { NO_COLOR: '1', TERM: 'dumb', LANG: 'C' }).ended
  assert.is(plain.stdout, story)
  assert.not.match(plain.stdout + plain.stderr, '\u001B')
})

demo(
  'hears Ctrl-C from when there is an enrollment to leave; before, it ends the process as any other',
  async () => {
    const file = join(folder, 'earlier.ndjson')
    assert.is((await run(['demo', '--record', file])).code, 0)
    const before = process.listenerCount('SIGINT')
    const heard: (readonly [told: string, listeners: number])[] = []
    const error = new Writable({
      write: (chunk, _, done) => {
        heard.push([String(chunk), process.listenerCount('SIGINT') - before])
        done()
      },
    })
    const output = new PassThrough().resume()
    const streams = { input: new PassThrough(), output, error, env: {} }
    assert.is(await program(['demo', '--record', file], streams), 0)
    const [first = ['', 0], second = ['', 0]] = heard
    assert.match(first[0], 'holds an earlier recording')
    assert.is(first[1], 0)
    assert.match(second[0], 'A GenAuth sandbox answers')
    assert.is(second[1], 1)
    assert.is(process.listenerCount('SIGINT'), before)
  },
)

demo.run()
