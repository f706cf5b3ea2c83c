/** More than that no answer takes: the clock of one of the two was set. */
const longestTravelMs = 10_000

/** How far the server's clock is ahead of this device's. */
export interface ServerClock {
  /** Notes what the server's clock said when it answered, and gives how far it is ahead, ms. */
  readonly heard: (serverTime: number, now: number) => number
}

/**
 * Learns from answers how far the server's clock is ahead. Each answer was under way for a while, so each tells too
 * little; the one that was fastest is believed, until one of the clocks is set.
 */
export const createServerClock = (): ServerClock => {
  let ahead: number | null = null
  return {
    heard: (serverTime, now) => {
      const told = serverTime - now
      ahead = ahead !== null && ahead > told && ahead - told < longestTravelMs ? ahead : told
      return ahead
    },
  }
}
