import {
  isOutOfBand,
  maySend,
  maySubmit,
  redact,
  reveal,
  stateOf,
  tokenIsLive,
  type EnrollmentContext,
  type EnrollmentSnapshot,
} from '../../machines/index.ts'
import { maskedDestinationOf } from './masking.ts'
import { announcementOf, messageOf, problemOf } from './message-of.ts'
import { plainText } from './plain-text.ts'
import type { Can, ChallengeView, EnrollmentView } from './view.ts'

/** When the time left is read out, ms before the token dies. */
const announcedBeforeMs = 20_000

/** The cooldown's end if the choice at hand must wait for it. */
const sendAgainAtOf = (context: EnrollmentContext, now: number): number | null =>
  context.choice !== null && context.cooldown !== null && !maySend(context, context.choice, now)
    ? context.cooldown.until
    : null

const canOf = (snapshot: EnrollmentSnapshot, now: number): Can => {
  const { context, status } = snapshot
  const state = stateOf(snapshot)
  const sendable = context.choice !== null && maySend(context, context.choice, now)
  const live = tokenIsLive(context, now)
  return {
    choose: state === 'idle' || state === 'awaitingCode' || state === 'expired',
    submit: state === 'awaitingCode' && live && maySubmit(context, now),
    resend: state === 'awaitingCode' && isOutOfBand(context.factorType) && sendable,
    renew: state === 'expired' && sendable,
    save: state === 'savingRecoveryCode',
    restart: state === 'failed',
    cancel: status === 'active' && !context.cancelRequested,
  }
}

const nextChangeAtOf = (context: EnrollmentContext, now: number): number | null => {
  const { challenge, cooldown, submitAfter } = context
  const moments = [
    challenge && challenge.deadline - announcedBeforeMs,
    challenge && challenge.deadline,
    cooldown && cooldown.until,
    submitAfter && submitAfter.until,
  ]
  const ahead = moments.filter((at) => at !== null).filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

const grouped = (key: string): string => key.replace(/(.{4})(?=.)/g, '$1 ')

const challengeOf = ({ challenge, choice, factorType, wrongCodes }: EnrollmentContext): ChallengeView => {
  if (challenge?.otp) {
    const { uri, secret, digits, period, algorithm, changed } = challenge.otp
    const manualKey = redact(grouped(reveal(secret)))
    return { factorType: 'OTP', otp: { uri, manualKey, digits, period, algorithm, changed } }
  }
  if (factorType !== 'SMS' && factorType !== 'EMAIL') return { factorType: 'FACE' }
  const codeUsedUp = challenge !== null && wrongCodes >= challenge.wrongCodeBudget
  return { factorType, maskedDestination: maskedDestinationOf(choice), codeUsedUp }
}

/**
 * What to show of a snapshot at a moment: a pure function, so that a hidden tab, a slept laptop or a test
 * clock see the truth at once. Secrets in it are `Redacted`; reveal them where they are drawn.
 *
 * @param now epoch ms of the same clock the machine was given.
 */
export const viewOf = (snapshot: EnrollmentSnapshot, now: number): EnrollmentView => {
  const { context } = snapshot
  const { challenge, error, factorType, submitAfter } = context
  const state = stateOf(snapshot)
  const can = canOf(snapshot, now)
  const sendAgainAt = sendAgainAtOf(context, now)
  const requestId = error?.requestId
  const open = state === 'awaitingCode' ? challengeOf(context) : null
  const secondsLeft = challenge === null || !tokenIsLive(context, now) ? 0 : Math.ceil((challenge.deadline - now) / 1_000)
  const message = messageOf(snapshot, open)
  const problem = problemOf(context, open, now)
  const base = {
    factorType,
    can,
    message,
    problem,
    error: error?._tag ?? null,
    announce: announcementOf(state, message, problem, secondsLeft, announcedBeforeMs / 1_000),
    support: {
      enrollmentId: context.enrollmentId,
      requestId: requestId === undefined ? null : plainText(requestId, 128),
    },
    sendAgainAt,
    nextChangeAt: nextChangeAtOf(context, now),
  }
  switch (state) {
    case 'awaitingCode':
      return {
        ...base,
        state,
        challenge: open ?? challengeOf(context),
        generation: challenge?.generation ?? context.seq,
        expiresAt: challenge?.deadline ?? now,
        secondsLeft,
        submitAt: submitAfter !== null && !maySubmit(context, now) ? submitAfter.until : null,
      }
    case 'binding':
    case 'reconciling':
      return { ...base, state, leaving: context.cancelRequested }
    case 'savingRecoveryCode':
      return { ...base, state, recoveryCode: redact(context.recoveryCode === null ? '' : plainText(reveal(context.recoveryCode))) }
    case 'expired':
      return { ...base, state, maskedDestination: maskedDestinationOf(context.choice) }
    case 'failed':
    case 'cancelled':
      return { ...base, state, bound: context.bound }
    case 'done':
      return { ...base, state, factorId: context.factorId === null ? null : plainText(context.factorId) }
    case 'idle':
    case 'requesting':
      return { ...base, state }
  }
}
