import type { ChallengeIssued, FactorsListed } from './answers.ts'
import type { EnrollmentContext, Wait } from './context.ts'
import type { EnrollmentError } from './enrollment-error.ts'
import { isOutOfBand, targetOf, type Choice } from './factor.ts'
import { messageMayHaveGone, verdictOf, type Failure } from './failures.ts'
import { clockAheadOf } from './clock-ahead.ts'
import type { OtpChallenge } from './provisioning-uri.ts'
import { redact, type Redacted } from './redacted.ts'
import type { EnrollmentData } from './service.ts'

/**
 * What each step of the story does to the context: pure, one function a step. Secrets are wiped here,
 * by the step that ends their use, and nowhere else.
 */
type Change = Partial<EnrollmentContext>

/** What belongs to one challenge and goes with it. */
const noChallenge = {
  challenge: null,
  failedAt: null,
  recoveryCode: null,
  submission: null,
  submitAfter: null,
  nextChoice: null,
  listingsLeft: 0,
} as const satisfies Change

/**
 * A request goes out: everything of the challenge before it is gone. But `bound` stays until a token comes, for
 * the host may not agree to the request; only a doubt that a listing has settled is over.
 */
export const asked = ({ seq, nextChoice, bound: before }: EnrollmentContext, choice: Choice): Change => ({
  ...noChallenge,
  seq: seq + 1,
  factorType: choice.factorType,
  choice,
  before: null,
  wrongCodes: 0,
  clockAheadMs: null,
  bound: nextChoice === null ? before : 'no',
  factorId: null,
  cancelRequested: false,
  error: null,
})

/** What waits now, before what still waited when the request left. */
const cooledDown = (
  { choice, factorType, cooldowns }: EnrollmentContext,
  since: number,
  until: number,
): Change => {
  if (factorType === null) return {}
  const target = choice === null ? null : redact(targetOf(choice) ?? '')
  return {
    cooldowns: [
      { factorType, target, since, until },
      ...cooldowns.filter((earlier) => since < earlier.until),
    ],
  }
}

const shownOtp = (
  { checksum, ...otp }: NonNullable<ChallengeIssued['otp']>,
  earlier: number | null,
): OtpChallenge => ({ ...otp, changed: earlier !== null && earlier !== checksum })

/** The token came. SMS and EMAIL start their cooldown. */
export const challengeOpened = (context: EnrollmentContext, issued: ChallengeIssued): Change => {
  const { otp, sentAt, deadline, enrollmentToken, wrongCodeBudget, externalPhotos } = issued
  const { secretChecksum } = context
  return {
    challenge: {
      generation: context.seq,
      enrollmentToken,
      sentAt,
      deadline,
      wrongCodeBudget,
      externalPhotos,
      otp: otp && shownOtp(otp, secretChecksum),
    },
    before: issued.before,
    bound: 'no',
    recoveryCode: issued.recoveryCode,
    secretChecksum: otp === null ? secretChecksum : otp.checksum,
    ...(isOutOfBand(context.factorType) && cooledDown(context, sentAt, issued.sendAgainAt)),
  }
}

/** The token was dead on arrival; the message was sent all the same. */
export const challengeArrivedDead = (context: EnrollmentContext, issued: ChallengeIssued): Change => ({
  ...noChallenge,
  bound: 'no',
  ...(isOutOfBand(context.factorType) && cooledDown(context, issued.sentAt, issued.sendAgainAt)),
})

// No server means a person to wait for longer than this; a broken header may say so.
const longestWaitMs = 3_600_000

const waitOf = (failure: Failure, byDefault: number): Wait => {
  const { error, repliedAt } = failure
  const until = error._tag === 'throttled' ? (error.retryAt ?? byDefault) : byDefault
  return { since: failure.sentAt, until: Math.min(until, repliedAt + longestWaitMs) }
}

/** The request failed. A message that may have gone out starts the cooldown as one that did. */
export const requestFailed = (context: EnrollmentContext, failure: Failure): Change => {
  const outOfBand = isOutOfBand(context.factorType)
  const waits = verdictOf(failure, 'requesting') === 'wait' || (outOfBand && messageMayHaveGone(failure))
  const { since, until } = waitOf(failure, failure.repliedAt)
  const cooled = waits && cooledDown(context, since, outOfBand ? Math.max(until, failure.sendAgainAt) : until)
  const unsent = messageMayHaveGone(failure) ? {} : { unsent: context.seq }
  return { ...noChallenge, ...cooled, ...unsent, error: failure.error }
}

/** A code or photo goes out. */
export const submitted = ({ seq }: EnrollmentContext, data: Redacted<EnrollmentData>): Change => ({
  seq: seq + 1,
  submission: data,
  submitAfter: null,
  error: null,
  failedAt: null,
})

/** Bound: token and OTP secret have done their work; the recovery code stays until it is saved. */
export const bound = ({ recoveryCode }: EnrollmentContext, factorId: string | null): Change => ({
  ...noChallenge,
  recoveryCode,
  factorId,
  bound: 'yes',
  cancelRequested: false,
  error: null,
})

// A throttled bind without Retry-After: long enough to matter, short enough for the minute.
const patienceMs = 5_000

/** The bind failed, and the challenge stays open. */
export const bindFailed = (context: EnrollmentContext, failure: Failure): Change => ({
  submission: null,
  ...(failure.error._tag === 'wrongCode' && {
    wrongCodes: context.wrongCodes + 1,
    clockAheadMs: clockAheadOf(failure),
  }),
  submitAfter:
    verdictOf(failure, 'binding') === 'wait' ? waitOf(failure, failure.repliedAt + patienceMs) : null,
  error: failure.error,
  failedAt: failure.repliedAt,
})

/** Not bound, as the last listing shows: the challenge is open again. */
export const tokenKept = ({ repliedAt }: FactorsListed): Change => ({ nextChoice: null, failedAt: repliedAt })

/** Whether the bind took effect is not known: ask, `listings` times at most. */
export const doubted = (
  { seq }: EnrollmentContext,
  listings: number,
  error: EnrollmentError | null,
): Change => ({
  seq: seq + 1,
  submission: null,
  bound: 'unknown',
  listingsLeft: listings - 1,
  error,
})

/** One more listing. */
export const askedAgain = ({ seq, listingsLeft }: EnrollmentContext): Change => ({
  seq: seq + 1,
  listingsLeft: listingsLeft - 1,
})

/** A token that was lost in a restart did not run out: something else is to be said. */
export const whyExpired = ({ challenge }: EnrollmentContext): EnrollmentError | null =>
  challenge === null ? { _tag: 'interrupted' } : null

/** The token is dead: secrets go, factor and profile stay for a renewal. */
export const expired = (error: EnrollmentError | null): Change => ({
  ...noChallenge,
  before: null,
  bound: 'no',
  error,
})

/** Refused for good, or in doubt for good (then `bound` stays `unknown`). */
export const refused = (error: EnrollmentError): Change => ({ ...noChallenge, error })

/** The doubt could not be settled; the id of the request that began it helps whoever looks into it. */
export const outcomeUnknown = ({ error }: EnrollmentContext): Change =>
  refused({ _tag: 'outcomeUnknown', ...(error?.requestId !== undefined && { requestId: error.requestId }) })

/** Bound, but nobody has the recovery code any more. */
export const recoveryCodeLost = (factorId: string | null): Change => ({
  ...refused({ _tag: 'recoveryCodeLost' }),
  factorId,
  bound: 'yes',
  cancelRequested: false,
})

/** Nothing of a person remains; what the output needs does. */
export const wiped = (): Change => ({
  ...noChallenge,
  choice: null,
  before: null,
  secretChecksum: null,
  cooldowns: [],
})

/** Bound, and nothing is left to be saved. */
export const boundAndWiped = (factorId: string | null): Change => ({
  ...wiped(),
  factorId,
  bound: 'yes',
  error: null,
})

/**
 * A new start after a refusal. The count of attempts, the cooldowns and the last secret's checksum outlive
 * it; so does `bound`, until there is a new token, for leaving now must not deny what may be bound.
 */
export const restarted = (): Change => ({
  ...noChallenge,
  factorType: null,
  choice: null,
  before: null,
  wrongCodes: 0,
  clockAheadMs: null,
  factorId: null,
  cancelRequested: false,
  error: null,
})

/** The process ended while a request was in flight: a message may have been sent. */
export const requestInterrupted = (context: EnrollmentContext, at: number, sendAgainAt: number): Change => ({
  ...noChallenge,
  ...(isOutOfBand(context.factorType) && cooledDown(context, at, sendAgainAt)),
  error: { _tag: 'interrupted' },
})
