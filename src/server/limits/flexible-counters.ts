import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Amount, LimitAmounts } from './amounts.ts'
import type { Counters } from './counters.ts'
import type { LimitName } from './limits.ts'

/** A limiter of the package, and the setting of every one: fixed windows that begin with the first request. */
export type Limiter = Pick<RateLimiterAbstract, 'consume' | 'get' | 'reward'>
export interface LimiterSetting {
  readonly keyPrefix: LimitName
  readonly points: number
  readonly duration: number
}

// A refusal rejects with a result that is no Error.
const waitOf = (cause: unknown): number | null =>
  typeof cause === 'object' && cause !== null && !(cause instanceof Error) && 'msBeforeNext' in cause
    ? Number(cause.msBeforeNext)
    : null

/** Counters of `rate-limiter-flexible`, a limiter for each limit that is on, made when it is first needed. */
export const flexibleCounters = (
  amounts: LimitAmounts,
  limiterOf: (setting: LimiterSetting) => Promise<Limiter>,
): Counters => {
  const limiters = new Map<LimitName, Promise<Limiter>>()
  const limiterFor = (limit: LimitName, { points, seconds }: Amount): Promise<Limiter> => {
    const known = limiters.get(limit)
    if (known !== undefined) return known
    const made = limiterOf({ keyPrefix: limit, points, duration: seconds })
    limiters.set(limit, made)
    return made
  }

  return {
    take: async (limit, hash) => {
      const amount = amounts[limit]
      if (amount === null) return null
      const limiter = await limiterFor(limit, amount)
      return limiter.consume(hash, 1).then(
        () => null,
        (cause: unknown) => {
          const wait = waitOf(cause)
          if (wait === null) throw cause
          return Math.max(wait, 0)
        },
      )
    },
    giveBack: async (limit, hash, agoMs) => {
      const amount = amounts[limit]
      if (amount === null) return
      const limiter = await limiterFor(limit, amount)
      const found = await limiter.get(hash)
      if (found === null || found.consumedPoints < 1) return
      const runsForMs = amount.seconds * 1_000 - found.msBeforeNext
      if (runsForMs >= agoMs) await limiter.reward(hash, 1)
    },
  }
}
