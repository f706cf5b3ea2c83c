import type { EngineClock } from '../durable/index.ts'

/** The clock of the system. */
export const systemClock: EngineClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout(timer: number | undefined) {
    globalThis.clearTimeout(timer)
  },
}
