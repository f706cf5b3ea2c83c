import { maySend, maySubmit, stateOf, type EnrollmentContext, type EnrollmentSnapshot, type EnrollmentState } from '../../machines/index.ts'
import type { Message } from './messages/message.ts'
import type { ChallengeView, EnrollmentView } from './view.ts'

const secondsUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1_000))

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

/** What to do now, or what is going on. */
export const messageOf = (snapshot: EnrollmentSnapshot, open: ChallengeView | null): Message => {
  const { bound, cancelRequested } = snapshot.context
  const state = stateOf(snapshot)
  switch (state) {
    case 'idle':
      return { id: 'chooseFactor', params: {} }
    case 'awaitingCode':
      return open === null ? { id: 'requesting', params: {} } : challengeMessage(open)
    case 'binding':
    case 'reconciling':
      return { id: cancelRequested ? 'leavingWhenKnown' : state, params: {} }
    case 'cancelled':
      return { id: goodbye[bound], params: {} }
    case 'requesting':
    case 'savingRecoveryCode':
      return { id: state === 'requesting' ? state : 'saveRecoveryCode', params: {} }
    case 'expired':
    case 'failed':
    case 'done':
      return { id: state, params: {} }
  }
}

/** How long what failed must wait, in whole seconds. */
const waitOf = (context: EnrollmentContext, now: number): number => {
  const { choice, cooldown, submitAfter } = context
  if (submitAfter !== null && !maySubmit(context, now)) return secondsUntil(submitAfter.until, now)
  if (choice !== null && cooldown !== null && !maySend(context, choice, now)) return secondsUntil(cooldown.until, now)
  return 0
}

/** What went wrong last, or the hint that matters more. */
export const problemOf = (context: EnrollmentContext, open: ChallengeView | null, now: number): Message | null => {
  const { error } = context
  const wait = waitOf(context, now)
  if (open !== null && open.factorType !== 'OTP' && open.factorType !== 'FACE' && open.codeUsedUp)
    return { id: 'codeUsedUp', params: { seconds: wait } }
  if (error !== null) return { id: `error.${error._tag}`, params: { wait } }
  return open?.factorType === 'OTP' && open.otp.changed ? { id: 'secretChanged', params: {} } : null
}

/** What a live region reads out: problems and the end at once, the time left politely and once. */
export const announcementOf = (
  state: EnrollmentState,
  message: Message,
  problem: Message | null,
  secondsLeft: number,
  announcedAtSeconds: number,
): EnrollmentView['announce'] => {
  if (problem !== null) return { politeness: 'assertive', message: problem }
  if (state === 'expired') return { politeness: 'assertive', message }
  if (state === 'awaitingCode' && secondsLeft <= announcedAtSeconds)
    return { politeness: 'polite', message: { id: 'secondsLeft', params: { seconds: announcedAtSeconds } } }
  return state === 'requesting' || state === 'idle' ? null : { politeness: 'polite', message }
}
