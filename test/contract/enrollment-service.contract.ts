import { TOTP, URI } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SimulatedClock } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  EnrolledFactor,
  EnrollFactorRequested,
  FactorBound,
  ServiceError,
  redact,
  reveal,
} from '../../machines/index.ts'
import type { CallOptions, Choice, EnrollmentService, FactorType, PhotoUpload } from '../../machines/index.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.ts'

/** One implementation of the port in front of a sandbox. */
export interface UnderContract {
  readonly sandbox: Sandbox
  /** The service for the person of an access token. */
  readonly serviceFor: (accessToken: string) => EnrollmentService
  /** What brings the same person's photo to the server, for FACE. */
  readonly uploadFor: (accessToken: string) => PhotoUpload
  readonly close: () => Promise<void>
}

/** Makes one, with a sandbox of its own. `now` is the clock of both, epoch ms. */
export type MakeUnderContract = (
  options: SandboxOptions & { readonly now: () => number },
) => Promise<UnderContract>

const phone: Choice = {
  factorType: 'SMS',
  profile: redact({ phoneNumber: '18800000000', phoneCountryCode: '+86' }),
}
const address: Choice = { factorType: 'EMAIL', profile: redact({ email: 'ann@example.com' }) }
const authenticator: Choice = { factorType: 'OTP', profile: redact({}) }

const valueOf = <A>(answer: E.Either<ServiceError, A>): A => {
  if (E.isLeft(answer)) throw new Error(`expected success, and it failed: ${JSON.stringify(answer.left)}`)
  return answer.right
}

const errorOf = (answer: E.Either<ServiceError, unknown>): ServiceError => {
  if (E.isRight(answer)) throw new Error('expected a failure, and it succeeded')
  assert.ok(E.isRight(ServiceError.decode(answer.left)), 'the port does not know this error')
  return answer.left
}

const otpDataOf = ({ otpData }: EnrollFactorRequested) => {
  if (otpData === undefined || otpData === null) throw new Error('there is no otpData')
  return otpData
}

/** What an `EnrollmentService` must do, whoever implements it. */
export const enrollmentServiceContract = (name: string, make: MakeUnderContract): void => {
  const contract = suite(`the contract of EnrollmentService: ${name}`)

  /** A person at a fresh sandbox, with the three calls at hand. */
  const person = async (
    run: (at: ReturnType<typeof handsOf>) => Promise<void>,
    options: SandboxOptions = {},
  ) => {
    const clock = new SimulatedClock()
    const now = () => Date.UTC(2026, 0, 1) + clock.now()
    const made = await make({ ...options, clock, now })
    try {
      await run(handsOf(made, clock, now))
    } finally {
      await made.close()
    }
  }

  const handsOf = (made: UnderContract, clock: SimulatedClock, now: () => number) => {
    const { sandbox } = made
    const service = made.serviceFor(sandbox.accessToken)
    const call: CallOptions = { signal: new AbortController().signal, attemptId: 'contract:1' }
    return {
      sandbox,
      clock,
      now,
      service,
      serviceFor: made.serviceFor,
      request: (chosen: Choice, through = service) => through.sendEnrollFactorRequest(chosen, call)(),
      bind: (factorType: FactorType, asked: EnrollFactorRequested, passCode: string, through = service) =>
        through.enrollFactor(
          { factorType, enrollmentToken: asked.enrollmentToken, enrollmentData: redact({ passCode }) },
          call,
        )(),
      list: (through = service) => through.listEnrolledFactors({}, call)(),
      codeOf: (asked: EnrollFactorRequested): string => {
        const totp = URI.parse(reveal(otpDataOf(asked).qrCodeUri))
        if (!(totp instanceof TOTP)) throw new Error('it is no TOTP')
        return totp.generate({ timestamp: now() })
      },
      sentCode: (): string => {
        const message = sandbox.outbox.at(-1)
        if (message === undefined) throw new Error('nothing was sent')
        return message.code
      },
    }
  }

  const another = (code: string): string => (code === '000000' ? '111111' : '000000')

  contract('states its limits', () =>
    person(async ({ service }) => {
      assert.ok(service.limits.tokenLifetimeMs > 0)
      assert.ok(service.limits.sendIntervalMs > 0)
      assert.ok(service.limits.wrongCodeBudget >= 1)
    }),
  )

  contract('OTP brings a token of 172 characters, an otpauth URI and a recovery code', () =>
    person(async ({ request }) => {
      const asked = valueOf(await request(authenticator))
      assert.ok(EnrollFactorRequested.is(asked))
      assert.is(reveal(asked.enrollmentToken).length, 172)
      const { qrCodeUri, recoveryCode } = otpDataOf(asked)
      assert.instance(URI.parse(reveal(qrCodeUri)), TOTP)
      assert.match(reveal(recoveryCode), /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)
    }),
  )

  contract('prints none of what it brings', () =>
    person(async ({ request }) => {
      const asked = valueOf(await request(authenticator))
      const printed = JSON.stringify(asked)
      assert.not.ok(printed.includes(reveal(asked.enrollmentToken)))
      assert.not.ok(printed.includes(reveal(otpDataOf(asked).recoveryCode)))
      assert.not.match(printed, /otpauth/)
    }),
  )

  contract('nothing is enrolled at first', () =>
    person(async ({ list }) => assert.equal(valueOf(await list()), [])),
  )

  contract('the code of the authenticator app binds OTP, and it is listed', () =>
    person(async ({ request, bind, list, codeOf }) => {
      const asked = valueOf(await request(authenticator))
      const bound = valueOf(await bind('OTP', asked, codeOf(asked)))
      assert.ok(FactorBound.is(bound))
      const listed = valueOf(await list())
      assert.equal(
        listed.map(({ factorType }) => factorType),
        ['OTP'],
      )
      assert.ok(listed.every((factor) => EnrolledFactor.is(factor)))
    }),
  )

  contract('a wrong code of the app is wrongCode, binds nothing, and leaves the token alive', () =>
    person(async ({ request, bind, list, codeOf }) => {
      const asked = valueOf(await request(authenticator))
      assert.is(errorOf(await bind('OTP', asked, another(codeOf(asked))))._tag, 'wrongCode')
      assert.equal(valueOf(await list()), [])
      valueOf(await bind('OTP', asked, codeOf(asked)))
    }),
  )

  for (const [chosen, channel, to] of [
    [phone, 'SMS', '+8618800000000'],
    [address, 'EMAIL', 'ann@example.com'],
  ] as const) {
    contract(`the code of the ${channel} binds it, and its contact is listed and not printed`, () =>
      person(async ({ sandbox, request, bind, list, sentCode }) => {
        const asked = valueOf(await request(chosen))
        assert.is(sandbox.outbox.at(-1)?.channel, channel)
        assert.is(sandbox.outbox.at(-1)?.to, to)
        valueOf(await bind(channel, asked, sentCode()))
        const [factor] = valueOf(await list())
        if (factor === undefined) throw new Error('nothing is listed')
        assert.is(factor.factorType, channel)
        const { phoneNumber, email } = reveal(factor.profile)
        assert.is(phoneNumber ?? email, channel === 'SMS' ? '18800000000' : 'ann@example.com')
        assert.not.match(JSON.stringify(factor), /18800000000|ann@/)
      }),
    )

    contract(`a second ${channel} within the minute is throttled, and nothing is sent`, () =>
      person(async ({ sandbox, request, clock }) => {
        valueOf(await request(chosen))
        clock.increment(59_000)
        assert.is(errorOf(await request(chosen))._tag, 'throttled')
        assert.is(sandbox.outbox.length, 1)
        clock.increment(1_000)
        valueOf(await request(chosen))
        assert.is(sandbox.outbox.length, 2)
      }),
    )
  }

  contract('a wrong code of a message is wrongCode', () =>
    person(async ({ request, bind, list, sentCode }) => {
      const asked = valueOf(await request(phone))
      assert.is(errorOf(await bind('SMS', asked, another(sentCode())))._tag, 'wrongCode')
      assert.equal(valueOf(await list()), [])
    }),
  )

  contract('a token lives a minute: the right code succeeds just before and fails after', () =>
    person(async ({ request, bind, list, codeOf, clock }) => {
      const late = valueOf(await request(authenticator))
      clock.increment(60_000)
      assert.is.not(errorOf(await bind('OTP', late, codeOf(late)))._tag, 'wrongCode')
      assert.equal(valueOf(await list()), [])
      const timely = valueOf(await request(authenticator))
      clock.increment(59_999)
      valueOf(await bind('OTP', timely, codeOf(timely)))
    }),
  )

  contract('a token that was never given binds nothing', () =>
    person(async ({ request, bind, list, codeOf }) => {
      const asked = valueOf(await request(authenticator))
      errorOf(await bind('OTP', { ...asked, enrollmentToken: redact('made-up') }, codeOf(asked)))
      assert.equal(valueOf(await list()), [])
    }),
  )

  contract('a number that is none is invalidInput, and nothing is sent', () =>
    person(async ({ sandbox, request }) => {
      const bad: Choice = { factorType: 'SMS', profile: redact({ phoneNumber: 'none' }) }
      const error = errorOf(await request(bad))
      assert.is(error._tag, 'invalidInput')
      assert.equal(sandbox.outbox, [])
    }),
  )

  contract('a number somebody else has bound is alreadyBound', () =>
    person(async ({ sandbox, serviceFor, request, bind, sentCode, clock }) => {
      valueOf(await bind('SMS', valueOf(await request(phone)), sentCode()))
      clock.increment(60_000)
      const bob = serviceFor(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
      assert.is(errorOf(await request(phone, bob))._tag, 'alreadyBound')
    }),
  )

  contract('a factor the application has not enabled is unsupported', () =>
    person(async ({ request }) => assert.is(errorOf(await request(phone))._tag, 'unsupported'), {
      enabledFactors: ['OTP'],
    }),
  )

  contract('an access token that is none is unauthorized, in all three calls', () =>
    person(async ({ serviceFor, request, bind, list }) => {
      const stranger = serviceFor('not-an-access-token')
      const asked = valueOf(await request(authenticator))
      assert.is(errorOf(await request(authenticator, stranger))._tag, 'unauthorized')
      assert.is(errorOf(await bind('OTP', asked, '123456', stranger))._tag, 'unauthorized')
      assert.is(errorOf(await list(stranger))._tag, 'unauthorized')
    }),
  )

  contract("one person's list and token are not another's", () =>
    person(async ({ sandbox, serviceFor, request, bind, list, codeOf }) => {
      const bob = serviceFor(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
      const asked = valueOf(await request(authenticator))
      errorOf(await bind('OTP', asked, codeOf(asked), bob))
      valueOf(await bind('OTP', asked, codeOf(asked)))
      assert.equal(valueOf(await list(bob)), [])
      assert.is(valueOf(await list()).length, 1)
    }),
  )

  contract('a bind whose reply is lost may have arrived, and it has: the factor is listed', () =>
    person(async ({ sandbox, request, bind, list, codeOf }) => {
      const asked = valueOf(await request(authenticator))
      sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
      const error = errorOf(await bind('OTP', asked, codeOf(asked)))
      assert.equal(error, { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(valueOf(await list()).length, 1)
    }),
  )

  contract('a connection that is reset may have arrived, and is tried once', () =>
    person(async ({ sandbox, request, bind, codeOf }) => {
      const asked = valueOf(await request(authenticator))
      const before = sandbox.requests.length
      sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'reset', times: 1 })
      assert.equal(errorOf(await bind('OTP', asked, codeOf(asked))), {
        _tag: 'unreachable',
        mayHaveArrived: true,
      })
      assert.is(sandbox.requests.length, before + 1)
    }),
  )

  for (const [kind, tag] of [
    ['serverError', 'serverFault'],
    ['html', 'serverFault'],
    ['empty', 'invalidResponse'],
    ['wrongShape', 'invalidResponse'],
  ] as const) {
    contract(`a reply spoilt by ${kind} is ${tag}, and the call is sent once`, () =>
      person(async ({ sandbox, request }) => {
        sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind, times: 1 })
        assert.is(errorOf(await request(authenticator))._tag, tag)
        assert.is(sandbox.requests.length, 1)
      }),
    )
  }

  contract('a 429 with Retry-After is throttled until then', () =>
    person(async ({ sandbox, request, now }) => {
      sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 30, times: 1 })
      const error = errorOf(await request(phone))
      assert.is(error._tag, 'throttled')
      assert.is(error._tag === 'throttled' ? error.retryAt : 0, now() + 30_000)
    }),
  )

  contract('a call taken back before it was made is not made', () =>
    person(async ({ sandbox, service }) => {
      const task = service.sendEnrollFactorRequest(phone, {
        signal: AbortSignal.abort(),
        attemptId: 'contract:2',
      })
      errorOf(await task())
      assert.equal(sandbox.outbox, [])
    }),
  )

  contract('ids of either shape are listed as they are', () =>
    person(
      async ({ request, bind, list, codeOf }) => {
        const asked = valueOf(await request(authenticator))
        valueOf(await bind('OTP', asked, codeOf(asked)))
        assert.match(valueOf(await list())[0]?.factorId ?? '', /\|otp$/)
      },
      { factorIds: 'user' },
    ),
  )

  contract.run()
}
