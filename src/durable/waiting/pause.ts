interface Timers {
  setTimeout(run: () => void, ms: number): unknown
}

const systemTimers: Timers = { setTimeout: (run, ms) => globalThis.setTimeout(run, ms) }

/** So long, by the clock given; the system's by default. */
export const pause = (ms: number, clock: Timers = systemTimers): Promise<void> =>
  new Promise<void>((resolve) => void clock.setTimeout(resolve, ms))
