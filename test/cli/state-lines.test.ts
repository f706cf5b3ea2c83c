import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { jsonLines, statesOf } from './json-lines.ts'
import { environmentFor, run } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const lines = suite('the lines of --json')

const call = ['enroll', '--factor', 'otp', '--json']

lines('each is a JSON object that begins with its state, one for each change of state', () =>
  withSandbox(async (running) => {
    const { stdout } = await run(call, environmentFor(running), ['000000', 'not a code', '000000'])
    for (const line of stdout.trimEnd().split('\n'))
      assert.match(line, /^\{"state":"[a-zA-Z]+","text":"[^"]+",/)
    const again = ['binding', 'awaitingCode']
    assert.equal(statesOf(stdout), ['idle', 'requesting', 'awaitingCode', ...again, ...again, 'cancelled'])
  }),
)

lines('redacts what is secret and keeps the rest', () =>
  withSandbox(async (running) => {
    const { stdout } = await run(call, environmentFor(running))
    const [awaiting] = jsonLines(stdout).filter(({ state }) => state === 'awaitingCode')
    assert.equal(awaiting?.challenge, {
      factorType: 'OTP',
      otp: {
        uri: '<redacted>',
        manualKey: '<redacted>',
        digits: 6,
        period: 30,
        algorithm: 'SHA1',
        changed: false,
      },
    })
    assert.is(
      awaiting?.text,
      'Scan the QR code or type the key into your authenticator app, then enter the 6 digits it shows.',
    )
  }),
)

lines('tells what went wrong by its tag and in words', () =>
  withSandbox(async (running) => {
    const { stdout } = await run(call, { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' })
    const last = jsonLines(stdout).at(-1)
    assert.is(last?.error, 'unauthorized')
    assert.match(String(last?.problemText), 'Sign in again')
  }),
)

lines.run()
