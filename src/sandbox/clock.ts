import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * The clock the whole sandbox runs on: every expiry is computed from `now()` (epoch ms), and only the
 * faults that wait use `setTimeout`. XState's `SimulatedClock` fits.
 *
 * @example
 * const clock = new SimulatedClock()
 * const sandbox = createSandbox({ clock })
 * clock.increment(60_000) // every enrollmentToken is dead now
 */
export interface SandboxClock {
  // Methods, not properties: SimulatedClock numbers its timeouts and Node does not, and only methods allow both.
  now(): number
  setTimeout(fn: () => void, ms: number): unknown
  clearTimeout(id: unknown): void
}

/** The clock on the wall. */
export const systemClock: SandboxClock = {
  now: () => Date.now(),
  setTimeout: (fn, ms) => globalThis.setTimeout(fn, ms),
  clearTimeout: (id) => {
    if (isTimeout(id)) globalThis.clearTimeout(id)
  },
}

const isTimeout = (id: unknown): id is NodeJS.Timeout =>
  typeof id === 'object' && id !== null && 'unref' in id

/** Waits on the clock. Answers false, at once, if the signal aborts first. */
export const sleep = (clock: SandboxClock, ms: number, signal: AbortSignal | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (slept: boolean) => {
      clock.clearTimeout(id)
      signal?.removeEventListener('abort', interrupt)
      resolve(slept)
    }
    const interrupt = () => settle(false)
    const id = clock.setTimeout(() => settle(true), ms)
    if (signal?.aborted) return settle(false)
    signal?.addEventListener('abort', interrupt)
  })

/** The server's clock as one request sees it, which a fault may have set wrong. */
export interface SkewedClock {
  readonly now: () => number
  /** Runs the work of a request with the clock off by so much. */
  readonly run: <A>(skewMs: number, work: () => A) => A
}

// One for all sandboxes, and used by skewed requests alone: each one costs every promise of the program a little.
const skews = new AsyncLocalStorage<number>()

/** Each request has a skew of its own, also while others are under way. */
export const createSkewedClock = (now: () => number): SkewedClock => ({
  now: () => now() + (skews.getStore() ?? 0),
  run: (skewMs, work) => (skewMs === 0 ? work() : skews.run(skewMs, work)),
})
