import { RestateError, type LoggerTransport } from '@restatedev/restate-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loggerOf, RestateWarning } from '../../src/restate/endpoint/logger.ts'
import { createRefusals } from '../../src/restate/endpoint/refusals.ts'
import { RefusedRequest } from '../../src/restate/object/asked.ts'

const warnings = suite('what the host hears of Restate')

const secret = 'eyJhbGciOiJSUzI1NiJ9'

const hearing = () => {
  const heard: unknown[] = []
  const log = loggerOf({ report: (cause) => heard.push(cause), now: () => 0 })
  const about = { level: 'warn', replaying: false, context: { invocationTarget: 'MfaEnrollment/e/run' } }
  const warn = (...parts: readonly unknown[]) => log(about as Parameters<LoggerTransport>[0], ...parts)
  return { warn, heard }
}

warnings('name an error and not what it says, which may be anything; the error itself is the cause', () => {
  const { warn, heard } = hearing()
  const thrown = Object.assign(new TypeError(secret), { code: 'ERR_STREAM_PREMATURE_CLOSE' })
  warn("Error when processing ctx.run 'call'.\n", thrown)
  // So the SDK gives again what a step has thrown.
  warn('Error when processing.\n', new RestateError(`(500) ${secret}`, { errorCode: 500 }))
  assert.equal(heard.map(String), [
    "RestateWarning: MfaEnrollment/e/run: Error when processing ctx.run 'call'. TypeError ERR_STREAM_PREMATURE_CLOSE",
    'RestateWarning: MfaEnrollment/e/run: Error when processing. RestateError',
  ])
  const [first] = heard
  assert.is(first instanceof RestateWarning && first.cause, thrown)
})

warnings('say what Restate itself has to say', () => {
  const { warn, heard } = hearing()
  warn('Error.\n', new RestateError('(570) Found a mismatch\nbetween the code paths', { errorCode: 570 }))
  assert.match(String(heard[0]), 'MfaEnrollment/e/run: Error. (570) Found a mismatch between the code paths')
})

warnings('of refused requests come once a minute, with their number', () => {
  const { warn, heard } = hearing()
  for (let i = 0; i < 100; i += 1) warn('Error.\n', new RefusedRequest('not ours'))
  assert.equal(heard.map(String), [
    'RestateWarning: Requests were refused, 1 since this was last said. The last one: not ours',
  ])
  let now = 0
  const told: string[] = []
  const refused = createRefusals({ now: () => now, tell: (text) => told.push(text.replace(/\D+/g, '')) })
  for (const at of [0, 1, 59_999, 60_000, 60_001, -1]) {
    now = at
    refused('')
  }
  assert.equal(told, ['1', '3', '2'])
})

warnings.run()
