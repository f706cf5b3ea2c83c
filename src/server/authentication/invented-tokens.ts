import { networkOf, siteOf } from '../limits/network.ts'
import { shortMemory } from './short-memory.ts'

/** So many networks are counted at once. */
const mostNetworks = 10_000
const minuteMs = 60_000
/** As of the limits: a /48 has 65,536 networks. */
const perSite = 4

export interface InventedTokensOptions {
  /** How many of one network within a minute. */
  readonly most: number
  readonly now: () => number
}

/**
 * Counts the new tokens that turned out to be nobody's, by where they came from: who invents one after the other is
 * soon known. Where that cannot be told nothing is counted, for all who come from nowhere would be kept out together.
 */
export const inventedTokens = ({ most, now }: InventedTokensOptions) => {
  const counts = shortMemory<number>({ forMs: minuteMs, most: mostNetworks, now })

  const boundsOf = (remoteAddress: string | null): readonly (readonly [string, number])[] => {
    if (remoteAddress === null) return []
    const site = siteOf(remoteAddress)
    return [[networkOf(remoteAddress), most], ...(site === null ? [] : [[site, perSite * most] as const])]
  }

  return {
    /** There were so many that new ones are not worth a question. */
    areTooMany: (remoteAddress: string | null): boolean =>
      boundsOf(remoteAddress).some(([network, bound]) => (counts.get(network) ?? 0) >= bound),
    count: (remoteAddress: string | null): void => {
      for (const [network] of boundsOf(remoteAddress)) counts.change(network, (counts.get(network) ?? 0) + 1)
    },
  }
}
