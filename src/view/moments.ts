import { maySubmit, type EnrollmentContext, type EnrollmentSnapshot } from '../../machines/index.ts'
import { isUsedUp } from './used-up.ts'
import type { ChallengeView } from './view.ts'

/** When the time left is read out, ms before the token dies. */
export const announcedBeforeMs = 20_000

/**
 * Whether what is wrong was read out before the last seconds began. A used-up code stays what matters: the
 * time left is of no use to it.
 */
export const problemIsOlderThanEnding = (
  { challenge, failedAt, submitAfter }: EnrollmentContext,
  open: ChallengeView | null,
  now: number,
): boolean => {
  if (challenge === null || open === null || isUsedUp(open)) return false
  // The end of a wait is news as well.
  const news = [failedAt, submitAfter?.until ?? null].filter((at) => at !== null && at <= now)
  return Math.max(0, ...news.map(Number)) < challenge.deadline - announcedBeforeMs
}

/** The end of the wait that a throttled code has. */
export const submitAtOf = (context: EnrollmentContext, now: number): number | null =>
  context.submitAfter !== null && !maySubmit(context, now) ? context.submitAfter.until : null

/** Whole seconds until a moment, rounded up; 0 for null and for what is past. */
export const secondsUntil = (at: number | null, now: number): number =>
  at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1_000))

/** When the view changes though nothing is sent: what waits may go on, the time left is read out, the token dies. */
export const nextChangeAtOf = ({ context, status }: EnrollmentSnapshot, now: number): number | null => {
  if (status !== 'active') return null
  const { challenge, cooldowns, submitAfter } = context
  const waits = submitAfter === null ? cooldowns : [...cooldowns, submitAfter]
  const moments = [
    // What begins is ahead only after a clock was set back.
    ...(challenge ? [challenge.sentAt, challenge.deadline - announcedBeforeMs, challenge.deadline] : []),
    ...waits.flatMap(({ since, until }) => [since, until]),
  ]
  const ahead = moments.filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
