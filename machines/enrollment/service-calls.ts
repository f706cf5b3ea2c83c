import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import type { BindConfirmed, ChallengeIssued, FactorsListed } from './answers.ts'
import { baselineOf, compareWithBaseline } from './baseline.ts'
import { createCaller, type Reply } from './decoded-call.ts'
import type { Choice } from './factor.ts'
import { mayBeEcho, type Failure } from './failures.ts'
import { checkOptions, limitsOf, type ProvideServiceOptions } from './provide-service-options.ts'
import { parseProvisioningUri } from './provisioning-uri.ts'
import { reveal } from './redacted.ts'
import { EnrolledFactors, EnrollFactorRequested, FactorBound, type EnrollmentService } from './service.ts'
import type { EnrollFactorInput, ListEnrolledFactorsInput, SendEnrollFactorRequestInput } from './setup.ts'

type Call<Input, Answer> = (input: Input, signal: AbortSignal) => TE.TaskEither<Failure, Answer>

/** What the machine invokes, as functions: a live host runs them as actors, a durable one as effects. */
export interface ServiceCalls {
  readonly sendEnrollFactorRequest: Call<SendEnrollFactorRequestInput, ChallengeIssued>
  readonly enrollFactor: Call<EnrollFactorInput, BindConfirmed>
  readonly listEnrolledFactors: Call<ListEnrolledFactorsInput, FactorsListed>
}

/**
 * The three calls over a service, with what any service answers decoded: one that lies about its types
 * ends in `invalidResponse`, one that throws in `defect`.
 *
 * @throws TypeError at once if the clock, the limits or a verdict cannot be used.
 */
export const serviceCallsOf = (service: EnrollmentService, options: ProvideServiceOptions): ServiceCalls => {
  checkOptions(options)
  const { now, expectedIssuer, beforeEnrollment, externalPhotos = false } = options
  const limits = limitsOf(service)
  const { call, failure, reportDefect } = createCaller(options, limits)

  const mayEnroll = async (
    { attemptId, enrollmentId, choice }: SendEnrollFactorRequestInput,
    signal: AbortSignal,
  ): Promise<boolean> => {
    try {
      const { factorType } = choice
      const agreed = await beforeEnrollment?.({ enrollmentId, attemptId, factorType, signal })
      // Whoever left meanwhile is sent nothing any more.
      return agreed === true && !signal.aborted
    } catch (cause) {
      reportDefect(cause)
      return false
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
      deadline: sentAt + limits.tokenLifetimeMs,
      sendAgainAt: repliedAt + limits.sendIntervalMs,
      wrongCodeBudget: limits.wrongCodeBudget,
      externalPhotos,
      otp,
      recoveryCode: otpData && otpData.recoveryCode,
    })
  }

  return {
    sendEnrollFactorRequest: (input, signal) => async () => {
      if (beforeEnrollment !== undefined && !(await mayEnroll(input, signal)))
        return E.left(failure({ _tag: 'stepUpRequired' }, now()))
      const { choice, attemptId } = input
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
    },
    enrollFactor: ({ bind, attemptId, choice, before }, signal) =>
      pipe(
        call(FactorBound, () => service.enrollFactor(bind, { attemptId, signal })),
        TE.map(({ sentAt, repliedAt }): BindConfirmed => ({ sentAt, repliedAt, factorId: null })),
        TE.orElse((refused) => async () => {
          if (before === null || !mayBeEcho(refused)) return E.left(refused)
          // Looked up once before it is believed. What cannot be told leaves the server's clear answer.
          const { sentAt, error } = refused
          const listed = await list(attemptId, signal)()
          const factors = E.isRight(listed) ? listed.right.answer : []
          const finding = compareWithBaseline(before, factors, bind.factorType, choice)
          return finding._tag === 'bound'
            ? E.right({ sentAt, repliedAt: now(), factorId: finding.factorId })
            : E.left(failure(error, sentAt))
        }),
      ),
    listEnrolledFactors: ({ attemptId }, signal) =>
      pipe(
        list(attemptId, signal),
        TE.map(({ sentAt, repliedAt, answer }): FactorsListed => ({ sentAt, repliedAt, factors: answer })),
      ),
  }
}
