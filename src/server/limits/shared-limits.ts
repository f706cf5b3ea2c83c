import { amountsWith, type LimitAmounts } from './amounts.ts'
import type { Counters } from './counters.ts'
import { keyHash } from './key-hash.ts'
import type { Limits } from './limits.ts'
import { memoryCounters } from './memory-limits.ts'
import { limitsOver } from './spending.ts'

export interface SharedLimitsOptions {
  /**
   * 32 bytes or more, the same in every process that shares the counts: keys are stored as an HMAC of it. A new
   * secret begins every count anew.
   */
  readonly secret: Uint8Array
  /** What differs from `usualAmounts`; null turns a limit off. */
  readonly amounts?: Partial<LimitAmounts>
}

/**
 * Limits that processes share, over a database. What bounds requests of any kind is counted in each process alone:
 * a flood is not to become a flood of writes.
 */
export const sharedLimits = async (
  { secret, amounts: changed = {} }: SharedLimitsOptions,
  countersOver: (amounts: LimitAmounts) => Promise<Counters>,
): Promise<Limits> => {
  const amounts = amountsWith(changed)
  const hash = keyHash(secret)
  const [inDatabase, inMemory] = [await countersOver(amounts), memoryCounters(amounts)]
  const counters: Counters = {
    take: (limit, key) => (limit === 'request' ? inMemory : inDatabase).take(limit, key),
    giveBack: (limit, key, agoMs) =>
      (limit === 'request' ? inMemory : inDatabase).giveBack(limit, key, agoMs),
  }
  return limitsOver({ counters, amounts, hash, now: Date.now })
}
