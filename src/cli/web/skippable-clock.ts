/** A clock that can be let run ahead: what is due by then comes at once. */
export interface SkippableClock {
  /** Epoch ms. */
  readonly now: () => number
  readonly setTimeout: (run: () => void, ms: number) => unknown
  readonly clearTimeout: (timer: unknown) => void
  readonly skip: (ms: number) => void
  readonly skippedMs: () => number
}

interface Waiting {
  readonly run: () => void
  readonly due: number
  timer: NodeJS.Timeout | undefined
}

export const createSkippableClock = (): SkippableClock => {
  let skippedMs = 0
  const waiting = new Set<Waiting>()
  const now = () => Date.now() + skippedMs

  const arm = (one: Waiting) => {
    clearTimeout(one.timer)
    one.timer = setTimeout(
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
      const one: Waiting = { run, due: now() + ms, timer: undefined }
      waiting.add(one)
      arm(one)
      return one
    },
    clearTimeout: (given) => {
      for (const one of waiting) {
        if (one !== given) continue
        clearTimeout(one.timer)
        waiting.delete(one)
      }
    },
    skip: (ms) => {
      skippedMs += ms
      waiting.forEach(arm)
    },
    skippedMs: () => skippedMs,
  }
}
