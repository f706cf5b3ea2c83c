import type { EnrollmentClock } from '../live/index.ts'

/** Waits that end early when there is reason to try again. */
export interface Pauses {
  /** Resolves after so many ms, at the signal, or at `wake`, whichever comes first; true if it was `wake`. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<boolean>
  /** Ends all waits. */
  readonly wake: () => void
}

export const createPauses = (clock: EnrollmentClock): Pauses => {
  const waiting = new Set<(isWoken: boolean) => void>()
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(false)
        const end = (isWoken: boolean) => {
          waiting.delete(end)
          clock.clearTimeout(timer)
          signal.removeEventListener('abort', over)
          resolve(isWoken)
        }
        const over = () => end(false)
        const timer = clock.setTimeout(over, ms)
        signal.addEventListener('abort', over, { once: true })
        waiting.add(end)
      }),
    wake: () => {
      for (const end of new Set(waiting)) end(true)
    },
  }
}
