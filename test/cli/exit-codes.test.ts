import { createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { SimulatedClock } from 'xstate'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runEnrollment } from '../../src/cli/enroll/run-enrollment.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { createEnrollment } from '../../src/live/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { statesOf } from './json-lines.ts'
import { environmentFor, run, start } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'
import { collect } from './written-text.ts'

const exits = suite('what the command ends with')

const call = ['enroll', '--factor', 'otp', '--json']

exits('4 when the input ends before success, saying that nothing was added', () =>
  withSandbox(async (running) => {
    const { code, stdout, stderr } = await run(call, environmentFor(running))
    assert.is(code, 4)
    assert.is(statesOf(stdout).at(-1), 'cancelled')
    assert.is(stderr, 'The input ended before the enrollment was done.\nCancelled. Nothing was added.\n')
    assert.is(running.sandbox.factors().length, 0)
  }),
)

exits('4 when the access token is refused, saying to sign in again', () =>
  withSandbox(async (running) => {
    const { code, stderr } = await run(call, { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' })
    assert.is(code, 4)
    assert.is(stderr, 'You are not signed in any more. Sign in again, then start over.\n')
  }),
)

exits('4 when the factor is not enabled', () =>
  withSandbox(
    async (running) => {
      const { code, stderr } = await run(call, environmentFor(running))
      assert.is(code, 4)
      assert.match(stderr, /^[^\n]+\n$/)
    },
    { enabledFactors: ['SMS'] },
  ),
)

exits('4 when the service asks for patience, saying how long', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 30 })
    const { code, stderr } = await run(call, environmentFor(running))
    assert.is(code, 4)
    assert.match(stderr, /^Too many requests\. Try again in \d+ s\.\n$/)
  }),
)

/** A port on which nothing listens: it was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

exits('5 when nothing answers at the host', async () => {
  const nowhere = {
    GENAUTH_HOST: `http://127.0.0.1:${await freePort()}`,
    GENAUTH_APP_ID: 'app',
    GENAUTH_ACCESS_TOKEN: 'token',
  }
  const { code, stderr } = await run(call, nowhere)
  assert.is(code, 5)
  assert.match(stderr, /^The service cannot be reached\. Check your connection\. [^\n]+\n$/)
})

const disturbances = ['serverError', 'reset', 'html', 'empty', 'wrongShape', 'redirect'] as const
for (const kind of disturbances) {
  exits(`5 when the service answers a request with ${kind}`, () =>
    withSandbox(async (running) => {
      running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind })
      const { code, stdout, stderr } = await run(call, environmentFor(running))
      assert.is(code, 5)
      assert.match(stderr, /^The service [^\n]+\n$/)
      assert.is(statesOf(stdout).filter((state) => state === 'requesting').length, 1, 'it is not repeated')
    }),
  )
}

exits('3 when the minute is over before the next line comes', async () => {
  const clock = new SimulatedClock()
  const sandbox = createSandbox({ clock })
  const [input, output, error] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const [stdout, stderr] = [collect(output), collect(error)]
  const streams = { input, output, error, env: {} }
  const enrollment = createEnrollment({ service: sandbox.service(), clock })
  const ended = runEnrollment(enrollment, {
    streams,
    texts: textsFor('en'),
    terminal: null,
    interruption: { happened: () => false, onFirst: () => undefined, stop: () => undefined },
    target: { factor: 'OTP', given: null },
    upload: sandbox.photoUpload(),
    values: { json: true },
  })
  await stdout.until(/"state":"awaitingCode"/)
  clock.increment(60_000)
  assert.is(await ended, 3)
  assert.is(statesOf(stdout.all()).at(-1), 'expired')
  assert.is(stderr.all(), 'The minute is over. Run the command again.\n')
})

exits('0 when the reply to the bind got lost and the factor turns out to be bound', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    const phone = ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--json']
    const command = start(phone, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    command.type(running.sandbox.outbox.at(-1)?.code ?? '')
    const { code, stdout } = await command.ended
    assert.is(code, 0)
    assert.equal(statesOf(stdout).slice(-3), ['binding', 'reconciling', 'done'])
    assert.is(running.sandbox.factors().length, 1)
  }),
)

exits.run()
