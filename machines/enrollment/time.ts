import type { Cooldown, EnrollmentContext, Wait } from './context.ts'
import { targetOf, type Choice } from './factor.ts'
import { reveal } from './redacted.ts'

/**
 * The questions that need to know what time it is. Pure: the guards ask them with the injected clock,
 * the view with the moment it is drawn for. All times are epoch ms.
 */

const isWaiting = (wait: Wait | null, now: number): boolean =>
  wait !== null && wait.since <= now && now < wait.until

/** A token counts as live from the moment its request left; a clock set back before that makes it dead, not younger. */
export const tokenIsLive = ({ challenge }: Pick<EnrollmentContext, 'challenge'>, now: number): boolean =>
  challenge !== null && challenge.sentAt <= now && now < challenge.deadline

const concerns = (cooldown: Cooldown, choice: Choice): boolean => {
  if (cooldown.factorType !== choice.factorType) return false
  return cooldown.target === null || reveal(cooldown.target) === (targetOf(choice) ?? '')
}

/** When the target of this choice may be sent its next message, epoch ms; null if now. */
export const sendAgainAtOf = (
  { cooldowns }: Pick<EnrollmentContext, 'cooldowns'>,
  choice: Choice,
  now: number,
): number | null => {
  const ends = cooldowns
    .filter((cooldown) => concerns(cooldown, choice) && isWaiting(cooldown, now))
    .map(({ until }) => until)
  return ends.length === 0 ? null : Math.max(...ends)
}

/** False while the target of this choice must wait for its next message. */
export const maySend = (
  context: Pick<EnrollmentContext, 'cooldowns'>,
  choice: Choice,
  now: number,
): boolean => sendAgainAtOf(context, choice, now) === null

/** False while a throttled bind must wait. */
export const maySubmit = ({ submitAfter }: Pick<EnrollmentContext, 'submitAfter'>, now: number): boolean =>
  !isWaiting(submitAfter, now)

// setTimeout takes 31 bits and fires at once beyond them, and at NaN.
const longestDelay = 2 ** 31 - 1

/** How long to wait until `at`, as a delay that timers can take. */
export const delayUntil = (at: number, now: number): number => {
  const delay = at - now
  if (!Number.isFinite(delay))
    throw new RangeError('The clock must give epoch milliseconds: now() returned no number')
  return Math.min(Math.max(delay, 0), longestDelay)
}

/** Pauses before the second and the third listing of a reconciliation, ms: a late bind may still commit. */
export const reconcilePauses: readonly number[] = [1_000, 3_000]
