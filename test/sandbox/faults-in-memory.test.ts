import { connect } from 'node:net'
import { URI, TOTP } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SimulatedClock } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  isRedacted,
  redact,
  reveal,
  type Choice,
  type EnrollmentService,
  type ServiceError,
} from '../../machines/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import {
  createSandbox,
  startSandbox,
  type Endpoint,
  type RunningSandbox,
  type Sandbox,
} from '../../src/sandbox/index.ts'
import { at, everyFault, isSilent, type AnyFault } from './every-fault.ts'
import { until } from './raw-request.ts'

const memory = suite('a fault in memory and the same fault over HTTP')

const start = Date.UTC(2026, 0, 1)
const anyCall = () => ({ signal: new AbortController().signal, attemptId: 'test:1' })
const otp: Choice = { factorType: 'OTP', profile: redact({}) }
const sms: Choice = { factorType: 'SMS', profile: redact({ phoneNumber: '18800000000' }) }
// The same secrets in both sandboxes, and one factor at most in each.
const random = (size: number) => new Uint8Array(size).fill(7)

const succeeded = <A>(answer: E.Either<ServiceError, A>): A => {
  if (E.isLeft(answer)) throw new Error(`It failed: ${JSON.stringify(answer.left)}`)
  return answer.right
}

const beginOtp = async (service: EnrollmentService, now: number) => {
  const begun = succeeded(await service.sendEnrollFactorRequest(otp, anyCall())())
  const totp = begun.otpData ? URI.parse(reveal(begun.otpData.qrCodeUri)) : null
  if (!(totp instanceof TOTP)) throw new Error('There is no OTP data')
  return { enrollmentToken: begun.enrollmentToken, code: totp.generate({ timestamp: now }) }
}

type Answered = E.Either<ServiceError, unknown>
type Call = (service: EnrollmentService) => Promise<Answered>
type Prepare = (service: EnrollmentService, now: number) => Promise<Call>

interface UnderFault {
  readonly endpoint: Endpoint
  /** Whether what was prepared is good for one call or for many. */
  readonly uses: 'one' | 'many'
  readonly prepare: Prepare
}

/** What is asked under the fault, after what was prepared without it. */
const calls: Readonly<Record<string, UnderFault>> = {
  'sendEnrollFactorRequest of OTP': {
    endpoint: 'sendEnrollFactorRequest',
    uses: 'many',
    prepare: async () => (service) => service.sendEnrollFactorRequest(otp, anyCall())(),
  },
  'sendEnrollFactorRequest of SMS': {
    endpoint: 'sendEnrollFactorRequest',
    uses: 'many',
    prepare: async () => async (service) => {
      const answer = await service.sendEnrollFactorRequest(sms, anyCall())()
      // The sandbox says aloud that there is no otpData.
      return E.isRight(answer) ? E.right({ otpData: null, ...answer.right }) : answer
    },
  },
  'enrollFactor with the right code': {
    endpoint: 'enrollFactor',
    uses: 'one',
    prepare: async (service, now) => {
      const { enrollmentToken, code } = await beginOtp(service, now)
      return (asked) =>
        asked.enrollFactor(
          { factorType: 'OTP', enrollmentToken, enrollmentData: redact({ passCode: code }) },
          anyCall(),
        )()
    },
  },
  'enrollFactor with a wrong code': {
    endpoint: 'enrollFactor',
    uses: 'many',
    prepare: async (service, now) => {
      const { enrollmentToken } = await beginOtp(service, now)
      return (asked) =>
        asked.enrollFactor(
          { factorType: 'OTP', enrollmentToken, enrollmentData: redact({ passCode: '12345' }) },
          anyCall(),
        )()
    },
  },
  listEnrolledFactors: {
    endpoint: 'listEnrolledFactors',
    uses: 'many',
    prepare: async (service, now) => {
      const { enrollmentToken, code } = await beginOtp(service, now)
      const enrollmentData = redact({ passCode: code })
      succeeded(
        await service.enrollFactor({ factorType: 'OTP', enrollmentToken, enrollmentData }, anyCall())(),
      )
      return (asked) => asked.listEnrolledFactors({}, anyCall())()
    },
  },
}

/** With what is redacted laid open, for it must be the same as well. */
const laidOpen = (value: unknown): unknown => {
  if (isRedacted(value)) return laidOpen(reveal(value))
  if (Array.isArray(value)) return value.map(laidOpen)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, laidOpen(item)]),
  )
}

const seenOf = (sandbox: Sandbox, answer: Answered) => ({
  answer: laidOpen(answer),
  bound: sandbox.factors().length,
  sent: sandbox.outbox.length,
  last: { ...sandbox.requests.at(-1), via: null },
})

const turn = () => new Promise((resolve) => setImmediate(resolve))

const refusesConnections = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })

type Ask = (endpoint: Endpoint, prepare: Prepare, fault: AnyFault) => Promise<ReturnType<typeof seenOf>>

/** By the real client, over loopback. Waits are real, and short. */
const overHttp =
  ({ url, sandbox }: RunningSandbox, now: () => number): Ask =>
  async (endpoint, prepare, fault) => {
    const client = (timeoutMs: number) =>
      createGenAuthService({
        host: url,
        appId: sandbox.appId,
        timeoutMs,
        now,
        getAccessToken: async () => sandbox.accessToken,
      })
    const call = await prepare(client(10_000), now())
    sandbox.faults.add(at(endpoint, fault))
    if (fault.kind === 'refused') {
      // What the client kept open is gone; it must have noticed, or it would believe that something was sent.
      assert.ok(await refusesConnections(url))
      for (let turns = 0; turns < 10; turns += 1) await turn()
    }
    const answer = await call(client(isSilent(fault) ? 200 : 10_000))
    // On a busy machine the client may have left before the request arrived.
    if (isSilent(fault)) await until(() => sandbox.requests.at(-1)?.fault === fault.kind)
    const seen = seenOf(sandbox, answer)
    sandbox.faults.clear()
    while (await refusesConnections(url)) await turn()
    return seen
  }

/** By the service of the sandbox itself. Its timers are let go as soon as it waits. */
const inMemory =
  (sandbox: Sandbox, clock: SimulatedClock, now: () => number): Ask =>
  async (endpoint, prepare, fault) => {
    const call = await prepare(sandbox.service(), now())
    sandbox.faults.add(at(endpoint, fault))
    let isOver = false
    const asked = call(sandbox.service()).finally(() => (isOver = true))
    for (let turns = 0; !isOver && turns < 1_000; turns += 1) {
      await turn()
      if (turns > 2) clock.increment(1_000)
    }
    const seen = seenOf(sandbox, await asked)
    sandbox.faults.clear()
    return seen
  }

/** Under these nothing happens, and what was prepared for the first serves them all. */
const nothingHappens = new Set(['refusal', 'throttled'])

const once = (prepare: Prepare): Prepare => {
  let prepared: Promise<Call> | undefined
  return (service, now) => (prepared ??= prepare(service, now))
}

for (const [kind, faults] of Object.entries(everyFault)) {
  memory(`${kind}: ends the same way, with the same effects`, async () => {
    let seconds = 0
    // Both stand still during a call; between two calls a second passes, so that the next message may go out.
    const now = () => start + seconds * 1_000
    const options = { random, now, appId: 'app', sendIntervalMs: 1_000, tokenLifetimeMs: 3_600_000 }
    const clock = new SimulatedClock()
    const running = await startSandbox({ port: 0, ...options })
    const own = inMemory(createSandbox({ clock, ...options }), clock, now)
    const http = overHttp(running, now)
    try {
      for (const [name, { endpoint, uses, prepare }] of Object.entries(calls)) {
        const each = () => (uses === 'many' || nothingHappens.has(kind) ? once(prepare) : prepare)
        const [prepareHttp, prepareOwn] = [each(), each()]
        for (const fault of faults) {
          seconds += 1
          const [byHttp, inside] = await Promise.all([
            http(endpoint, prepareHttp, fault),
            own(endpoint, prepareOwn, fault),
          ])
          assert.equal(inside, byHttp, `${name} under ${JSON.stringify(fault).slice(0, 200)}`)
        }
      }
    } finally {
      await running.close()
    }
  })
}

memory(
  'a latency beyond the patience of a client times out, and the effect comes late all the same',
  async () => {
    const clock = new SimulatedClock()
    const sandbox = createSandbox({ clock })
    sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'latency', ms: 12_000 })
    const asked = sandbox.service().sendEnrollFactorRequest(sms, anyCall())()
    clock.increment(10_000)
    assert.equal(await asked, E.left({ _tag: 'timedOut' }))
    assert.equal(sandbox.outbox, [])
    clock.increment(2_000)
    await turn()
    assert.is(sandbox.outbox.length, 1)
  },
)

memory('a client that leaves a silent or slow reply is told so, and waits no longer', async () => {
  for (const fault of [{ kind: 'hang' }, { kind: 'hangInBody' }, { kind: 'slowDrip', ms: 100 }] as const) {
    const sandbox = createSandbox({ clock: new SimulatedClock() })
    sandbox.faults.add({ endpoint: '*', ...fault })
    const leaving = new AbortController()
    const asked = sandbox.service().listEnrolledFactors({}, { ...anyCall(), signal: leaving.signal })()
    await turn()
    leaving.abort()
    assert.equal(await asked, E.left({ _tag: 'unreachable', mayHaveArrived: true }), fault.kind)
  }
})

memory.run()
