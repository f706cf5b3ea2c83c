import { amountsWith, type LimitAmounts } from './amounts.ts'
import type { Counters } from './counters.ts'
import { flexibleCounters } from './flexible-counters.ts'
import { loadFlexible } from './flexible-package.ts'
import { keyHash } from './key-hash.ts'
import type { Limits } from './limits.ts'
import { limitsOver } from './spending.ts'

export interface MemoryLimitsOptions {
  /** What differs from `usualAmounts`; null turns a limit off. */
  readonly amounts?: Partial<LimitAmounts>
}

/** Counts in this process. */
export const memoryCounters = (amounts: LimitAmounts): Counters =>
  flexibleCounters(amounts, async (setting) => {
    const { RateLimiterMemory } = await loadFlexible()
    return new RateLimiterMemory(setting)
  })

/**
 * Limits of one process, which forget everything when it ends: for tests, and for a single server that seldom
 * starts anew. Needs `rate-limiter-flexible`.
 *
 * @throws RangeError for an amount that cannot work.
 *
 * @example
 * createEnrollmentServer({ engine, authenticate, limits: memoryLimits({ amounts: { day: { points: 500, seconds: 86_400 } } }) })
 */
export const memoryLimits = ({ amounts: changed = {} }: MemoryLimitsOptions = {}): Limits => {
  const amounts = amountsWith(changed)
  const hash = keyHash(crypto.getRandomValues(new Uint8Array(32)))
  return limitsOver({ counters: memoryCounters(amounts), amounts, hash, now: Date.now })
}
