import { maySend, maySubmit, type EnrollmentContext, type EnrollmentSnapshot } from '../../machines/index.ts'

/** When the time left is read out, ms before the token dies. */
export const announcedBeforeMs = 20_000

/** The end of the cooldowns that the choice at hand must wait for. */
export const sendAgainAtOf = (
  { choice, cooldown, earlierCooldowns }: EnrollmentContext,
  now: number,
): number | null => {
  if (choice === null) return null
  const ends = [cooldown, ...earlierCooldowns]
    .filter((wait) => !maySend({ cooldown: wait, earlierCooldowns: [] }, choice, now))
    .flatMap((wait) => wait?.until ?? [])
  return ends.length === 0 ? null : Math.max(...ends)
}

/** The end of the wait that a throttled code has. */
export const submitAtOf = (context: EnrollmentContext, now: number): number | null =>
  context.submitAfter !== null && !maySubmit(context, now) ? context.submitAfter.until : null

export const secondsUntil = (at: number | null, now: number): number =>
  at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1_000))

/** When the view changes though nothing is sent: what waits may go on, the time left is read out, the token dies. */
export const nextChangeAtOf = ({ context, status }: EnrollmentSnapshot, now: number): number | null => {
  if (status !== 'active') return null
  const { challenge, cooldown, earlierCooldowns, submitAfter } = context
  const waits = [cooldown, ...earlierCooldowns, submitAfter].filter((wait) => wait !== null)
  const moments = [
    // What begins is ahead only after a clock was set back.
    ...(challenge ? [challenge.sentAt, challenge.deadline - announcedBeforeMs, challenge.deadline] : []),
    ...waits.flatMap(({ since, until }) => [since, until]),
  ]
  const ahead = moments.filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
