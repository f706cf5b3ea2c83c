import type { EnrollmentClock } from '../live/index.ts'

/** The time of the page, which can be let pass. See {@link createPageClock}. */
export interface PageClock extends EnrollmentClock {
  /** How much has been skipped in all, ms: as the server says, whose time it is too. */
  readonly setSkipped: (ms: number) => void
}

interface Waiting {
  readonly run: () => void
  readonly due: number
  timer: number
}

/** The system's clock, and a way to let a minute pass at once: what is due by then comes now. */
export const createPageClock = (): PageClock => {
  let skippedMs = 0
  const waiting = new Set<Waiting>()
  const now = () => Date.now() + skippedMs

  const arm = (one: Waiting) => {
    one.timer = window.setTimeout(
      () => {
        waiting.delete(one)
        one.run()
      },
      Math.max(0, one.due - now()),
    )
  }
  return {
    now,
    setTimeout: (run, ms) => {
      const one: Waiting = { run, due: now() + ms, timer: 0 }
      waiting.add(one)
      arm(one)
      return one
    },
    clearTimeout: (given) => {
      for (const one of waiting) {
        if (one !== given) continue
        window.clearTimeout(one.timer)
        waiting.delete(one)
      }
    },
    setSkipped: (ms) => {
      if (ms === skippedMs) return
      skippedMs = ms
      for (const one of waiting) {
        window.clearTimeout(one.timer)
        arm(one)
      }
    },
  }
}
