import type { InspectionFrame, ShownContext } from '../../inspect/index.ts'

/** What is left of the token's life. */
export interface Minute {
  /** ms */
  readonly left: number
  /** Of its whole life, 0 to 1. */
  readonly part: number
}

/** How long the token still lives; null where there is no challenge. */
export const minuteOf = ({ challenge }: ShownContext, now: number): Minute | null => {
  if (challenge === null) return null
  const { sentAt, deadline } = challenge
  const left = Math.max(deadline - now, 0)
  return { left, part: Math.min(left / Math.max(deadline - sentAt, 1), 1) }
}

/**
 * How far the clock of an enrollment is ahead of ours, ms. Both run on one machine as a rule; a sandbox may
 * have been given another time. What is within the time a frame travels is no difference.
 */
export const clockAheadOf = ({ at }: InspectionFrame, receivedAt: number): number =>
  Math.abs(at - receivedAt) < 1_500 ? 0 : at - receivedAt
