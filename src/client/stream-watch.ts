import type { EnrollmentClock } from '../live/index.ts'
import type { Pauses } from './pauses.ts'

/** How often the server says something, if only that it is there. */
const beatMs = 15_000
/** After three times that the connection is dead, whatever it looks like: half of it may be gone without a word. */
const longestSilenceMs = 45_000
/** Back online, or seen again: then one beat that did not come is enough, for a device that slept has lost its connections. */
const longestAfterSleepMs = 20_000
/** A stream that has brought nothing for so long may be held back on the way, by a proxy that collects answers. */
const patienceMs = 4_000

export interface StreamWatchOptions {
  readonly clock: EnrollmentClock
  readonly pauses: Pauses
  /** Whether the stream has brought a view. */
  readonly hasView: () => boolean
  /** Asks how it stands, beside a stream that brings nothing. */
  readonly look: () => Promise<void>
  /** Nothing has come for too long. */
  readonly dead: (wasAsleep: boolean) => void
}

/**
 * Watches over a stream from the moment it is asked for until the signal says that it is over. The clock is asked
 * each time, for timers of a device that slept come late.
 *
 * @returns what to call whenever something has come.
 */
export const watchStream = (
  signal: AbortSignal,
  { clock, pauses, hasView, look, dead }: StreamWatchOptions,
): (() => void) => {
  let lastHeard = clock.now()

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      const wasAsleep = await pauses.wait(hasView() ? beatMs : patienceMs, signal)
      if (signal.aborted) return
      const silence = clock.now() - lastHeard
      if (silence >= (wasAsleep ? longestAfterSleepMs : longestSilenceMs)) return dead(wasAsleep)
      if (!hasView()) await look()
    }
  }

  void watch()
  return () => {
    lastHeard = clock.now()
  }
}
