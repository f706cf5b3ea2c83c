import type { Spending } from '../limits/limits.ts'
import { problem, secondsFrom, type Problem } from '../problem/problem.ts'
import type { Settings } from './settings.ts'

/** Spends one of each; the problem if one is used up, or nobody can tell. */
export const spend = async (
  spendings: readonly Spending[],
  { limits, clock, observation, report }: Settings,
): Promise<Problem | null> => {
  if (limits === false) return null
  try {
    const usedUp = await limits.spend(spendings)
    if (usedUp === null) return null
    const { limit, retryAt } = usedUp
    observation.metrics.limitHit(limit)
    return problem('limit-reached', {
      reason: limit,
      until: retryAt,
      retryAfter: secondsFrom(clock.now(), retryAt),
    })
  } catch (cause) {
    report(cause)
    return problem('limits-unavailable', { retryAfter: 5 })
  }
}
