import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import type { BindConfirmed, ChallengeIssued, FactorsListed } from './answers.ts'
import { baselineOf } from './baseline.ts'
import { decodePaths } from './decode-paths.ts'
import type { EnrollmentError } from './enrollment-error.ts'
import type { Choice } from './factor.ts'
import { Verdict, type Failure, type VerdictsByApiCode } from './failures.ts'
import { fromTaskEither } from './from-task-either.ts'
import { guardsWithClock } from './guards.ts'
import { enrollmentMachine, type EnrollmentMachine } from './machine.ts'
import { parseProvisioningUri } from './provisioning-uri.ts'
import { reveal } from './redacted.ts'
import {
  EnrolledFactors,
  EnrollFactorRequested,
  FactorBound,
  type EnrollmentService,
  type ServiceLimits,
} from './service.ts'
import { ServiceError } from './service-error.ts'
import { delayUntil } from './time.ts'

/** What the machine needs beside the service. */
export interface ProvideServiceOptions {
  /** The clock, epoch ms. Give XState the same one (`createActor(machine, { clock })`), or its timers and guards disagree. */
  readonly now: () => number
  /** Verdicts by the server's `apiCode` that win over the table. */
  readonly verdicts?: VerdictsByApiCode
  /** Only accept provisioning URIs of this issuer (the user pool's name). */
  readonly expectedIssuer?: string
  /** Hears what the service threw, which is never part of an error shown; it may hold secrets. */
  readonly onDefect?: (defect: unknown) => void
}

interface Reply<A> {
  readonly sentAt: number
  readonly repliedAt: number
  readonly answer: A
}

const limitNames = ['tokenLifetimeMs', 'sendIntervalMs', 'wrongCodeBudget'] as const

const limitsOf = ({ limits }: Partial<EnrollmentService>): ServiceLimits => {
  if (limits === undefined) throw new TypeError('The service has no limits: give it vendorLimits, or its own')
  for (const name of limitNames)
    if (!Number.isFinite(limits[name]) || limits[name] < 0)
      throw new TypeError(`limits.${name} of the service must be a number of 0 or more`)
  return limits
}

const checkOptions = ({ now, verdicts = {} }: ProvideServiceOptions): void => {
  if (typeof now !== 'function' || !Number.isFinite(now()))
    throw new TypeError('now must be a function that gives epoch milliseconds, such as Date.now')
  for (const [apiCode, verdict] of Object.entries(verdicts))
    if (!Verdict.is(verdict))
      throw new TypeError(
        `The verdict for apiCode ${apiCode} must be one of ${Object.keys(Verdict.keys).join(', ')}`,
      )
}

/**
 * Fills the machine with a service and a clock. Decodes what *any* service answers: one that lies about
 * its types ends in `invalidResponse`, one that throws in `defect`.
 *
 * @throws TypeError at once if the clock, the limits or a verdict cannot be used.
 *
 * @example
 * const machine = provideService(createGenAuthService({ host, appId, getAccessToken }), { now: Date.now })
 * createActor(machine, { input: { enrollmentId: crypto.randomUUID() } }).start()
 */
export const provideService = (
  service: EnrollmentService,
  options: ProvideServiceOptions,
): EnrollmentMachine => {
  checkOptions(options)
  const { now, verdicts = {}, expectedIssuer, onDefect } = options
  const { tokenLifetimeMs, sendIntervalMs, wrongCodeBudget } = limitsOf(service)

  const failure = (error: EnrollmentError, sentAt: number): Failure => {
    const repliedAt = now()
    const apiCode = 'apiCode' in error ? error.apiCode : undefined
    const override = apiCode === undefined ? null : (verdicts[apiCode] ?? null)
    return { error, sentAt, repliedAt, sendAgainAt: repliedAt + sendIntervalMs, override }
  }

  /** Runs one call: a Left that is no `ServiceError` and anything thrown are defects, a Right that does not decode is a lie. */
  const call =
    <A>(
      codec: t.Type<A, unknown>,
      run: () => TE.TaskEither<unknown, unknown>,
    ): TE.TaskEither<Failure, Reply<A>> =>
    async () => {
      const sentAt = now()
      const defect = (cause: unknown) => {
        try {
          onDefect?.(cause)
        } catch {
          // A reporter with a defect of its own must not take the enrollment with it.
        }
        return E.left(failure({ _tag: 'defect' }, sentAt))
      }
      try {
        const result = await run()()
        if (E.isLeft(result)) {
          const error = ServiceError.decode(result.left)
          return E.isRight(error) ? E.left(failure(error.right, sentAt)) : defect(result.left)
        }
        const answer = codec.decode(result.right)
        return E.isRight(answer)
          ? E.right({ sentAt, repliedAt: now(), answer: answer.right })
          : E.left(failure({ _tag: 'invalidResponse', paths: decodePaths(answer.left) }, sentAt))
      } catch (thrown) {
        return defect(thrown)
      }
    }

  const list = (attemptId: string, signal: AbortSignal) =>
    call(EnrolledFactors, () => service.listEnrolledFactors({}, { attemptId, signal }))

  /** OTP must come with what the authenticator app needs; the other factors with nothing. */
  const issued = (
    choice: Choice,
    { sentAt, repliedAt, answer }: Reply<EnrollFactorRequested>,
  ): E.Either<Failure, Omit<ChallengeIssued, 'before'>> => {
    const otpData = choice.factorType === 'OTP' ? (answer.otpData ?? null) : null
    const otp = otpData && parseProvisioningUri(reveal(otpData.qrCodeUri), expectedIssuer)
    if (choice.factorType === 'OTP' && otp === null) {
      const path = otpData === null ? 'otpData' : 'otpData.qrCodeUri'
      return E.left(failure({ _tag: 'invalidResponse', paths: [path] }, sentAt))
    }
    return E.right({
      sentAt,
      repliedAt,
      enrollmentToken: answer.enrollmentToken,
      deadline: sentAt + tokenLifetimeMs,
      sendAgainAt: repliedAt + sendIntervalMs,
      wrongCodeBudget,
      otp,
      recoveryCode: otpData && otpData.recoveryCode,
    })
  }

  return enrollmentMachine.provide({
    actors: {
      sendEnrollFactorRequest: fromTaskEither(({ choice, attemptId }, signal) => async () => {
        // The baseline is asked for beside the request; it never fails it.
        const listing = list(attemptId, signal)()
        const requested = await call(EnrollFactorRequested, () =>
          service.sendEnrollFactorRequest(choice, { attemptId, signal }),
        )()
        const challenge = E.isLeft(requested) ? requested : issued(choice, requested.right)
        if (E.isLeft(challenge)) return challenge
        const listed = await listing
        return E.right({
          ...challenge.right,
          before: E.isRight(listed) ? baselineOf(listed.right.answer) : null,
        })
      }),
      enrollFactor: fromTaskEither(({ bind, attemptId }, signal) =>
        pipe(
          call(FactorBound, () => service.enrollFactor(bind, { attemptId, signal })),
          TE.map(({ sentAt, repliedAt }): BindConfirmed => ({ sentAt, repliedAt })),
        ),
      ),
      listEnrolledFactors: fromTaskEither(({ attemptId }, signal) =>
        pipe(
          list(attemptId, signal),
          TE.map(({ sentAt, repliedAt, answer }): FactorsListed => ({ sentAt, repliedAt, factors: answer })),
        ),
      ),
    },
    delays: {
      tokenLifetime: ({ context }) => delayUntil(context.challenge?.deadline ?? 0, now()),
    },
    guards: guardsWithClock(now),
  })
}
