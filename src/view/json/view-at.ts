import { isOutOfBand } from '../../../machines/index.ts'
import type { Message } from '../messages/message.ts'
import { announcedBeforeMs, secondsUntil } from '../moments.ts'
import { isUsedUp } from '../used-up.ts'
import type { EnrollmentView } from '../view.ts'

interface Waits {
  readonly toSend: number | null
  readonly toSubmit: number | null
}

const tellsWait = (message: Message): message is Extract<Message, { readonly id: `error.${string}` }> =>
  'wait' in message.params

/** The same message with the wait that is left now. */
const waiting = (message: Message, isOpen: boolean, { toSend, toSubmit }: Waits): Message => {
  if (message.id === 'codeUsedUp') return { id: message.id, params: { seconds: toSend } }
  // With an open challenge it was a code or photo that failed, and that has no wait but its own.
  return tellsWait(message) ? { id: message.id, params: { wait: isOpen ? toSubmit : toSend } } : message
}

/** What is read out must not change each second. */
const uncounted = (seconds: number): number | null => (seconds === 0 ? 0 : null)

const ahead = (at: number | null, now: number): number | null => (at !== null && at > now ? at : null)

const announceOf = (
  view: EnrollmentView,
  secondsLeft: number | null,
  waits: Waits,
  now: number,
): EnrollmentView['announce'] => {
  if (secondsLeft === 0) return { politeness: 'assertive', message: { id: 'expired', params: {} } }
  const isOpen = view.state === 'awaitingCode'
  const announce = view.announce && {
    ...view.announce,
    message: waiting(view.announce.message, isOpen, waits),
  }
  if (!isOpen || now < view.expiresAt - announcedBeforeMs) return announce
  const wasEnding = view.secondsLeft * 1_000 <= announcedBeforeMs
  const waitEnded = view.submitAt !== null && view.submitAt <= now
  const isNews = waitEnded && view.submitAt >= view.expiresAt - announcedBeforeMs
  // The end of a wait is said of what went wrong, though the time that runs out was what was said last.
  if (isNews && view.problem !== null)
    return { politeness: 'assertive', message: waiting(view.problem, isOpen, waits) }
  // Already said, or what went wrong matters more than that the time runs out.
  if (wasEnding || (announce?.politeness === 'assertive' && isUsedUp(view.challenge))) return announce
  const seconds = announcedBeforeMs / 1_000
  return { politeness: 'polite', message: { id: 'secondsLeft', params: { seconds } } }
}

/**
 * A view as it is some time later, though nothing new was said of it: seconds run, waits end, a token dies. For
 * whoever got the view from elsewhere and has no machine to ask.
 *
 * @param now epoch ms of the clock that the view's times are of; not before the view was made.
 */
export const viewAt = (view: EnrollmentView, now: number): EnrollmentView => {
  const isOpen = view.state === 'awaitingCode'
  const sendAgainAt = ahead(view.sendAgainAt, now)
  const submitAt = isOpen ? ahead(view.submitAt, now) : null
  const secondsLeft = isOpen ? secondsUntil(view.expiresAt, now) : null
  const waits = { toSend: secondsUntil(sendAgainAt, now), toSubmit: secondsUntil(submitAt, now) }
  const spoken = { toSend: uncounted(waits.toSend), toSubmit: uncounted(waits.toSubmit) }
  const hasWaited = view.sendAgainAt !== null && sendAgainAt === null
  const submitWaited = isOpen && view.submitAt !== null && submitAt === null
  const moments = isOpen ? [view.expiresAt - announcedBeforeMs, view.expiresAt, submitAt] : []
  const next = [view.nextChangeAt, sendAgainAt, ...moments].flatMap((at) => ahead(at, now) ?? [])
  const later = {
    can: {
      ...view.can,
      submit: isOpen && (view.can.submit || submitWaited) && submitAt === null && secondsLeft !== 0,
      resend: view.can.resend || (hasWaited && isOpen && isOutOfBand(view.factorType)),
      renew: view.can.renew || (hasWaited && view.state === 'expired'),
    },
    problem: view.problem && waiting(view.problem, isOpen, waits),
    announce: announceOf(view, secondsLeft, spoken, now),
    sendAgainAt,
    nextChangeAt: next.length === 0 ? null : Math.min(...next),
  }
  return isOpen ? { ...view, ...later, submitAt, secondsLeft: secondsLeft ?? 0 } : { ...view, ...later }
}
