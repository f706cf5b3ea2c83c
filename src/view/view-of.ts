import {
  redact,
  reveal,
  sendAgainAtOf,
  stateOf,
  tokenIsLive,
  type EnrollmentContext,
  type EnrollmentSnapshot,
} from '../../machines/index.ts'
import { canOf } from './can-of.ts'
import { maskedDestinationOf } from './masking.ts'
import { announcementOf, errorOf, messageOf, problemOf } from './message-of.ts'
import {
  announcedBeforeMs,
  nextChangeAtOf,
  problemIsOlderThanEnding,
  secondsUntil,
  submitAtOf,
} from './moments.ts'
import { plainText } from './plain-text.ts'
import { supportOf } from './support-of.ts'
import type { ChallengeView, EnrollmentView } from './view.ts'

/** What is read out must not change each second. */
const uncounted = (seconds: number): number | null => (seconds === 0 ? 0 : null)

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

/** Cleaned, but never cut: half of a recovery code opens nothing. */
const recoveryCodeOf = ({ recoveryCode }: EnrollmentContext): string =>
  recoveryCode === null ? '' : plainText(reveal(recoveryCode), Number.POSITIVE_INFINITY)

const factorIdOf = ({ factorId }: EnrollmentContext): string | null =>
  factorId === null ? null : plainText(factorId)

/**
 * What to show of a snapshot at a moment: a pure function, so that a hidden tab, a slept laptop or a test
 * clock see the truth at once. Secrets in it are `Redacted`; reveal them where they are drawn.
 *
 * @param now epoch ms of the same clock the machine was given.
 */
export const viewOf = (snapshot: EnrollmentSnapshot, now: number): EnrollmentView => {
  const { context } = snapshot
  const { challenge, factorType } = context
  const state = stateOf(snapshot)
  const can = canOf(snapshot, now)
  const sendAgainAt = context.choice && sendAgainAtOf(context, context.choice, now)
  const submitAt = submitAtOf(context, now)
  const open = state === 'awaitingCode' ? challengeOf(context) : null
  const deadline = challenge !== null && tokenIsLive(context, now) ? challenge.deadline : null
  const secondsLeft = secondsUntil(deadline, now)
  const message = messageOf(snapshot, open)
  const waits = { toSend: secondsUntil(sendAgainAt, now), toSubmit: secondsUntil(submitAt, now) }
  const problem = problemOf(state, context, open, waits)
  const spokenWaits = { toSend: uncounted(waits.toSend), toSubmit: uncounted(waits.toSubmit) }
  const spokenProblem = problemOf(state, context, open, spokenWaits)
  const base = {
    factorType,
    can,
    message,
    problem,
    error: errorOf(state, context)?._tag ?? null,
    announce: announcementOf(state, message, spokenProblem, {
      secondsLeft,
      announcedAtSeconds: announcedBeforeMs / 1_000,
      isProblemOlder: problemIsOlderThanEnding(context, open, now),
    }),
    support: supportOf(context),
    sendAgainAt,
    nextChangeAt: nextChangeAtOf(snapshot, now),
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
        submitAt,
      }
    case 'binding':
    case 'reconciling':
      return { ...base, state, leaving: context.cancelRequested }
    case 'savingRecoveryCode':
      return { ...base, state, recoveryCode: redact(recoveryCodeOf(context)), factorId: factorIdOf(context) }
    case 'expired':
      return { ...base, state, maskedDestination: maskedDestinationOf(context.choice) }
    case 'failed':
    case 'cancelled':
      return { ...base, state, bound: context.bound }
    case 'done':
      return { ...base, state, factorId: factorIdOf(context) }
    case 'idle':
    case 'requesting':
      return { ...base, state }
  }
}
