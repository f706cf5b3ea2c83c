import { URI, TOTP } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SimulatedClock } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  redact,
  reveal,
  type Choice,
  type EnrollFactorRequested,
  type EnrollmentService,
} from '../../machines/index.ts'
import { createSandbox, type Fault, type SandboxOptions } from '../../src/sandbox/index.ts'

const service = suite('the sandbox as a service in memory')

const otp: Choice = { factorType: 'OTP', profile: redact({}) }
const sms: Choice = { factorType: 'SMS', profile: redact({ phoneNumber: '18800000000' }) }
const email: Choice = { factorType: 'EMAIL', profile: redact({ email: 'ann@example.org' }) }
const face: Choice = { factorType: 'FACE', profile: redact({}) }

const made = (options: SandboxOptions = {}) => {
  const clock = new SimulatedClock()
  clock.set(Date.UTC(2026, 0, 1))
  const sandbox = createSandbox({ clock, ...options })
  return { clock, sandbox, calls: callsOf(sandbox.service()) }
}

const callsOf = (port: EnrollmentService) => {
  const options = (signal = new AbortController().signal) => ({ signal, attemptId: 'test:1' })
  return {
    request: (choice: Choice, signal?: AbortSignal) =>
      port.sendEnrollFactorRequest(choice, options(signal))(),
    bind: (
      choice: Choice,
      { enrollmentToken }: EnrollFactorRequested,
      passCode: string,
      signal?: AbortSignal,
    ) =>
      port.enrollFactor(
        { factorType: choice.factorType, enrollmentToken, enrollmentData: redact({ passCode }) },
        options(signal),
      )(),
    list: (signal?: AbortSignal) => port.listEnrolledFactors({}, options(signal))(),
  }
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`Refused: ${JSON.stringify(either.left)}`)
  return either.right
}

/** The error without its request id, which every refusal of the server has. */
const left = (either: E.Either<object, unknown>): object => {
  if (E.isRight(either)) throw new Error('It was not refused')
  const { requestId: _, ...error } = { requestId: undefined, ...either.left }
  return error
}

const codeOf = ({ otpData }: EnrollFactorRequested, timestamp: number): string => {
  const totp = otpData ? URI.parse(reveal(otpData.qrCodeUri)) : null
  if (!(totp instanceof TOTP)) throw new Error('No OTP data')
  return totp.generate({ timestamp })
}

service('enrolls an OTP, an SMS and an EMAIL factor, and lists them', async () => {
  const { calls, clock, sandbox } = made()
  const begun = right(await calls.request(otp))
  assert.equal(right(await calls.bind(otp, begun, codeOf(begun, clock.now()))), { bound: true })
  for (const choice of [sms, email]) {
    const sent = right(await calls.request(choice))
    assert.is(sent.otpData, null)
    assert.equal(right(await calls.bind(choice, sent, sandbox.outbox.at(-1)?.code ?? '')), { bound: true })
  }
  const listed = right(await calls.list())
  assert.equal(
    listed.map(({ factorType, profile }) => [factorType, reveal(profile)]),
    [
      ['OTP', {}],
      ['SMS', { phoneNumber: '18800000000', phoneCountryCode: '+86' }],
      ['EMAIL', { email: 'ann@example.org' }],
    ],
  )
  assert.equal(sandbox.requests.map(({ via, endpoint }) => `${via} ${endpoint}`).slice(0, 2), [
    'memory sendEnrollFactorRequest',
    'memory enrollFactor',
  ])
})

service('hides its secrets from print', async () => {
  const { calls } = made()
  assert.equal(JSON.parse(JSON.stringify(right(await calls.request(otp)))), {
    enrollmentToken: '<redacted>',
    otpData: { qrCodeUri: '<redacted>', recoveryCode: '<redacted>' },
  })
})

service('does nothing before the task runs', () => {
  const { sandbox } = made()
  sandbox
    .service()
    .sendEnrollFactorRequest(sms, { signal: new AbortController().signal, attemptId: 'test:1' })
  assert.equal(sandbox.outbox, [])
  assert.equal(sandbox.requests, [])
})

service('tells the limits the pool is set to', () => {
  assert.equal(createSandbox().service().limits, {
    tokenLifetimeMs: 60_000,
    sendIntervalMs: 60_000,
    wrongCodeBudget: 1,
  })
  const slow = createSandbox({ tokenLifetimeMs: 90_000, sendIntervalMs: 30_000, wrongCodeBudget: 3 })
  assert.equal(slow.service().limits, { tokenLifetimeMs: 90_000, sendIntervalMs: 30_000, wrongCodeBudget: 3 })
})

service('calls a wrong code wrong, for OTP as for SMS', async () => {
  const { calls, clock } = made()
  assert.equal(left(await calls.bind(otp, right(await calls.request(otp)), '12345')), {
    _tag: 'wrongCode',
    statusCode: 499,
    apiCode: 6001,
    serverTime: clock.now(),
  })
  assert.equal(left(await calls.bind(sms, right(await calls.request(sms)), '12345')), {
    _tag: 'wrongCode',
    statusCode: 499,
    apiCode: 2001,
    serverTime: clock.now(),
  })
})

service('calls a dead token expired, and gives the request id', async () => {
  const { calls, clock } = made()
  const begun = right(await calls.request(otp))
  clock.increment(60_000)
  const refused = await calls.bind(otp, begun, codeOf(begun, clock.now()))
  assert.equal(left(refused), { _tag: 'tokenExpired', statusCode: 400 })
  assert.match(E.isLeft(refused) ? (refused.left.requestId ?? '') : '', /^[0-9a-f-]{36}$/)
})

service('says when a target may be asked again', async () => {
  const { calls, clock } = made()
  right(await calls.request(sms))
  const retryAt = clock.now() + 60_000
  clock.increment(10_000)
  assert.equal(left(await calls.request(sms)), { _tag: 'throttled', statusCode: 429, retryAt })
})

service('says that a target is bound', async () => {
  const { calls, sandbox } = made()
  right(await calls.bind(sms, right(await calls.request(sms)), sandbox.outbox[0]?.code ?? ''))
  assert.equal(left(await calls.request(sms)), { _tag: 'alreadyBound', statusCode: 409, apiCode: 2035 })
})

service('names the field that was refused', async () => {
  const { calls } = made()
  const bad: Choice = { factorType: 'SMS', profile: redact({ phoneNumber: 'no number' }) }
  assert.equal(left(await calls.request(bad)), {
    _tag: 'invalidInput',
    statusCode: 400,
    field: 'phoneNumber',
  })
  assert.equal(left(await calls.bind(otp, right(await calls.request(otp)), '')), {
    _tag: 'invalidInput',
    statusCode: 400,
    apiCode: 6003,
    field: 'passCode',
  })
})

service('knows neither strangers nor factors that are not enabled', async () => {
  const { sandbox, calls } = made({ enabledFactors: ['OTP'] })
  const stranger = callsOf(sandbox.service('nobody'))
  assert.equal(left(await stranger.list()), { _tag: 'unauthorized', statusCode: 401, apiCode: 2020 })
  assert.equal(left(await calls.request(face)), { _tag: 'unsupported', statusCode: 501 })
})

for (const [fault, error, binds] of [
  [{ kind: 'lostReply' }, { _tag: 'unreachable', mayHaveArrived: true }, 1],
  [{ kind: 'reset' }, { _tag: 'unreachable', mayHaveArrived: true }, 0],
  [
    { kind: 'throttled', retryAfter: 9 },
    { _tag: 'throttled', statusCode: 429, retryAt: Date.UTC(2026, 0, 1) + 9_000 },
    0,
  ],
  [{ kind: 'throttled' }, { _tag: 'throttled', statusCode: 429 }, 0],
  [{ kind: 'serverError' }, { _tag: 'serverFault', statusCode: 500 }, 0],
  [{ kind: 'html' }, { _tag: 'serverFault', statusCode: 502 }, 0],
  [{ kind: 'empty' }, { _tag: 'invalidResponse', paths: ['body'], statusCode: 200 }, 1],
  [{ kind: 'wrongShape' }, { _tag: 'invalidResponse', paths: ['statusCode'], statusCode: 200 }, 1],
  [{ kind: 'redirect' }, { _tag: 'invalidResponse', paths: ['redirect'], statusCode: 302 }, 0],
] as const) {
  service(`under ${JSON.stringify(fault)} answers ${error._tag} and binds ${binds}`, async () => {
    const { calls, clock, sandbox } = made()
    const begun = right(await calls.request(otp))
    const put: Fault = { endpoint: 'enrollFactor', ...fault }
    sandbox.faults.add(put)
    assert.equal(left(await calls.bind(otp, begun, codeOf(begun, clock.now()))), error)
    assert.is(sandbox.factors().length, binds)
  })
}

service('gives up a hanging call after ten seconds of the clock', async () => {
  const { calls, clock, sandbox } = made()
  sandbox.faults.add({ endpoint: '*', kind: 'hang' })
  const asked = calls.list()
  await new Promise((resolve) => setImmediate(resolve))
  clock.increment(10_000)
  assert.equal(left(await asked), { _tag: 'timedOut' })
})

service('does nothing if it was aborted before, and surely so', async () => {
  const { calls, sandbox } = made()
  assert.equal(left(await calls.request(sms, AbortSignal.abort())), {
    _tag: 'unreachable',
    mayHaveArrived: false,
  })
  assert.equal(sandbox.requests, [])
})

service('ends at once when it is aborted while it waits, without the effect', async () => {
  const { calls, clock, sandbox } = made()
  sandbox.faults.add({ endpoint: '*', kind: 'latency', ms: 1_000 })
  const leaving = new AbortController()
  const asked = calls.request(sms, leaving.signal)
  leaving.abort()
  assert.equal(left(await asked), { _tag: 'unreachable', mayHaveArrived: true })
  clock.increment(1_000)
  assert.equal(sandbox.outbox, [])
})

service.run()
