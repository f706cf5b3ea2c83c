/**
 * The one clock of an enrollment: the time of day and the timers. XState's `SimulatedClock` is one.
 * Timers may come late (throttled tabs, slept laptops); whatever matters asks `now()` again.
 */
export interface EnrollmentClock {
  /** Epoch ms. */
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** The clock of the system. */
export const systemClock: EnrollmentClock = {
  // Wrapped, not referenced: tests and shims replace the globals after this module was loaded.
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout(timer: number | undefined) {
    globalThis.clearTimeout(timer)
  },
}
