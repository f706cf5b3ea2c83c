import {
  stateOf,
  type EnrollmentContext,
  type EnrollmentError,
  type EnrollmentSnapshot,
  type EnrollmentState,
  type FactorType,
} from '../../machines/index.ts'
import type { Message } from './messages/message.ts'
import { isUsedUp } from './used-up.ts'
import type { ChallengeView, EnrollmentView } from './view.ts'

const challengeMessage = (open: ChallengeView): Message => {
  switch (open.factorType) {
    case 'OTP':
      return { id: 'enterAppCode', params: { digits: open.otp.digits } }
    case 'SMS':
    case 'EMAIL':
      return { id: 'enterSentCode', params: { destination: open.maskedDestination } }
    case 'FACE':
      return { id: 'takePhoto', params: {} }
  }
}

const goodbye = { no: 'cancelled', unknown: 'cancelledInDoubt', yes: 'cancelledBound' } as const

/** A token that was lost in a restart did not run out, and nothing went wrong: the message says so. */
const isReloaded = (state: EnrollmentState, { error }: EnrollmentContext): boolean =>
  state === 'expired' && error?._tag === 'interrupted'

/** What to do now, or what is going on. */
export const messageOf = (snapshot: EnrollmentSnapshot, open: ChallengeView | null): Message => {
  if (open !== null) return challengeMessage(open)
  const { context } = snapshot
  const state = stateOf(snapshot)
  const params = { factorType: context.factorType ?? 'OTP' }
  switch (state) {
    case 'idle':
      return { id: 'chooseFactor', params: {} }
    case 'awaitingCode':
      return { id: 'requesting', params: {} }
    case 'binding':
    case 'reconciling':
      return { id: context.cancelRequested ? 'leavingWhenKnown' : state, params: {} }
    case 'cancelled':
      return { id: goodbye[context.bound], params: {} }
    case 'savingRecoveryCode':
      return { id: 'saveRecoveryCode', params: {} }
    case 'done':
      return { id: state, params }
    case 'expired':
      return isReloaded(state, context) ? { id: 'reloaded', params } : { id: state, params: {} }
    case 'requesting':
    case 'failed':
      return { id: state, params: {} }
  }
}

/** The error that still matters: none while its outcome is looked for, and none once all is over. */
export const errorOf = (state: EnrollmentState, context: EnrollmentContext): EnrollmentError | null =>
  state === 'reconciling' || state === 'done' || state === 'cancelled' || isReloaded(state, context)
    ? null
    : context.error

// Servers take the codes of the time step before and after (RFC 6238 section 5.2): less than this is no reason.
const noticeableMs = 20_000

const noticeableSeconds = (clockAheadMs: number | null): number =>
  clockAheadMs === null || Math.abs(clockAheadMs) < noticeableMs ? 0 : Math.round(clockAheadMs / 1_000)

/** What to tell a person before this factor is asked for, while no minute runs yet; null where nothing has to be at hand. */
export const preparationFor = (factorType: FactorType): Message | null => {
  switch (factorType) {
    case 'OTP':
      return { id: 'prepareOtp', params: {} }
    case 'FACE':
      return { id: 'prepareFace', params: {} }
    case 'SMS':
    case 'EMAIL':
      return null
  }
}

/** What went wrong last, or the hint that matters more. `waits` holds the seconds until a new message and until a code. */
export const problemOf = (
  state: EnrollmentState,
  context: EnrollmentContext,
  open: ChallengeView | null,
  waits: { readonly toSend: number | null; readonly toSubmit: number | null },
): Message | null => {
  const error = errorOf(state, context)
  if (isUsedUp(open)) return { id: 'codeUsedUp', params: { seconds: waits.toSend } }
  if (error?._tag === 'wrongCode' && open?.factorType === 'OTP' && context.wrongCodes > 1)
    return { id: 'wrongCodeAgain', params: { clockAheadSeconds: noticeableSeconds(context.clockAheadMs) } }
  // With an open challenge it was a code or photo that failed, and that has no wait but its own.
  if (error !== null)
    return { id: `error.${error._tag}`, params: { wait: open === null ? waits.toSend : waits.toSubmit } }
  return open?.factorType === 'OTP' && open.otp.changed ? { id: 'secretChanged', params: {} } : null
}

interface LastSeconds {
  readonly secondsLeft: number
  /** When the time left is read out. */
  readonly announcedAtSeconds: number
  /** The problem was there before that. */
  readonly isProblemOlder: boolean
}

/** What a live region reads out: problems and the end at once, the time left politely and once. */
export const announcementOf = (
  state: EnrollmentState,
  message: Message,
  problem: Message | null,
  { secondsLeft, announcedAtSeconds, isProblemOlder }: LastSeconds,
): EnrollmentView['announce'] => {
  // A timer may be late, and the machine not know yet.
  if (state === 'awaitingCode' && secondsLeft === 0)
    return { politeness: 'assertive', message: { id: 'expired', params: {} } }
  const isEnding = state === 'awaitingCode' && secondsLeft <= announcedAtSeconds
  // What went wrong before has been read out; that the time runs out has not.
  if (problem !== null && !(isEnding && isProblemOlder)) return { politeness: 'assertive', message: problem }
  if (state === 'expired') return { politeness: 'assertive', message }
  if (isEnding)
    return { politeness: 'polite', message: { id: 'secondsLeft', params: { seconds: announcedAtSeconds } } }
  return state === 'requesting' || state === 'idle' ? null : { politeness: 'polite', message }
}
