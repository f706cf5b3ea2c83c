import type { EngineClock } from './engine.ts'

// setTimeout takes 31 bits, and fires at once beyond them.
const longest = 2 ** 31 - 1

export interface ScheduleOptions {
  readonly clock: EngineClock
  /** Looks at the store at least this often, ms: what another engine left behind is not announced. */
  readonly atLeastEveryMs: number
  readonly nextDue: () => Promise<number | null>
  /** Does a slice of what is due; true if there is more. */
  readonly doSlice: () => Promise<boolean>
  readonly looked: () => void
  readonly failed: (cause: unknown) => void
}

/** How long to wait after the store failed, ms: longer each time. */
const shortestPauseMs = 250
const longestPauseMs = 10_000
const breathMs = 20

/** The end of this turn of the event loop: between slices others are served. */
const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** One timer for all enrollments, set to the earliest moment that any of them has. */
export const createSchedule = (options: ScheduleOptions) => {
  const { clock, atLeastEveryMs, nextDue, doSlice, looked, failed } = options
  let armed: { readonly timer: unknown; readonly at: number } | null = null
  let looking: Promise<void> | null = null
  let isOn = false
  let pauseMs = shortestPauseMs

  const disarm = () => {
    if (armed !== null) clock.clearTimeout(armed.timer)
    armed = null
  }

  const arm = (at: number) => {
    if (!isOn || (armed !== null && armed.at <= at)) return
    disarm()
    armed = { at, timer: clock.setTimeout(look, Math.min(Math.max(at - clock.now(), 0), longest)) }
  }

  /** When to look again. */
  const work = async (): Promise<number> => {
    try {
      while (isOn && (await doSlice())) await endOfTurn()
      const now = clock.now()
      const due = (await nextDue()) ?? Number.POSITIVE_INFINITY
      pauseMs = shortestPauseMs
      looked()
      // What is due and could not be done is tried again after a breath, not at once.
      return Math.min(Math.max(due, now + breathMs), now + atLeastEveryMs)
    } catch (cause) {
      failed(cause)
      const at = clock.now() + pauseMs
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
      return at
    }
  }

  function look() {
    disarm()
    looking ??= work().then((at) => {
      looking = null
      arm(at)
    })
  }

  return {
    start: async (): Promise<void> => {
      isOn = true
      look()
      await looking
    },
    /** A row was written that is due then. */
    arm,
    stop: async (): Promise<void> => {
      isOn = false
      disarm()
      await looking
    },
  }
}
