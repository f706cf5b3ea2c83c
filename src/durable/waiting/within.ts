import type { EngineClock } from '../engine/engine.ts'

/** Waits for the work, but no longer than this; then it goes on without anybody. It must not reject before. */
export const within = (clock: EngineClock, ms: number, work: Promise<unknown>): Promise<void> =>
  new Promise<void>((resolve) => {
    const timer = clock.setTimeout(resolve, ms)
    const end = () => {
      clock.clearTimeout(timer)
      resolve()
    }
    work.then(end, end)
  })
