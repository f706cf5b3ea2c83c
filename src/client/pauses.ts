import type { EnrollmentClock } from '../live/index.ts'

/** Waits that end early when there is reason to try again. */
export interface Pauses {
  /** Resolves after so many ms, at the signal, or at `wake`, whichever comes first. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Ends all waits. */
  readonly wake: () => void
}

export const createPauses = (clock: EnrollmentClock): Pauses => {
  const waiting = new Set<() => void>()
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const end = () => {
          waiting.delete(end)
          clock.clearTimeout(timer)
          signal.removeEventListener('abort', end)
          resolve()
        }
        const timer = clock.setTimeout(end, ms)
        signal.addEventListener('abort', end, { once: true })
        waiting.add(end)
      }),
    wake: () => {
      for (const end of waiting) end()
    },
  }
}
