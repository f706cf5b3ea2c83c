import type { LimitAmounts } from './amounts.ts'
import type { Counters } from './counters.ts'
import type { KeyHash } from './key-hash.ts'
import type { LimitName, Limits, Spending } from './limits.ts'
import { networkOf, siteOf } from './network.ts'

export interface SpendingParts {
  readonly counters: Counters
  readonly amounts: LimitAmounts
  readonly hash: KeyHash
  readonly now: () => number
}

interface Hashed {
  readonly limit: LimitName
  readonly hash: string
}

/** What is counted as one. */
const countedKey = ({ limit, key }: Spending): string => {
  if (limit === 'address') return networkOf(key)
  return limit === 'network' ? (siteOf(key) ?? key) : key
}

/** Spends one of each in turn; what one refusal leaves unused is given back. */
export const limitsOver = ({ counters, amounts, hash, now }: SpendingParts): Limits => {
  const hashed = async (spending: Spending): Promise<Hashed> => ({
    limit: spending.limit,
    hash: await hash(spending.limit, countedKey(spending)),
  })

  // A count too high is the worst that comes of a failure here, and it passes with its window.
  const giveBack = async (taken: readonly Hashed[], agoMs: number): Promise<void> => {
    await Promise.allSettled(taken.map((one) => counters.giveBack(one.limit, one.hash, agoMs)))
  }

  const counted = (spendings: readonly Spending[]): Promise<readonly Hashed[]> =>
    Promise.all(spendings.filter(({ limit }) => amounts[limit] !== null).map(hashed))

  return {
    giveBack: async (spendings, agoMs) => giveBack(await counted(spendings), agoMs),
    spend: async (spendings) => {
      const wanted = await counted(spendings)
      const taken: Hashed[] = []
      for (const one of wanted) {
        const waitMs = await counters.take(one.limit, one.hash).catch(async (cause: unknown) => {
          await giveBack(taken, 0)
          throw cause
        })
        // The one that was refused was counted as well.
        taken.push(one)
        if (waitMs === null) continue
        await giveBack(taken, 0)
        return { limit: one.limit, retryAt: now() + waitMs }
      }
      return null
    },
  }
}
