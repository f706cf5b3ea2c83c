import { endOfTurn } from '../waiting/end-of-turn.ts'
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
  readonly failed: (cause: unknown) => void
}

/** How long to wait after the store failed, ms: longer each time. */
const shortestPauseMs = 250
const longestPauseMs = 10_000
const breathMs = 20

/** One timer for all enrollments, set to the earliest moment that any of them has. */
export const createSchedule = (options: ScheduleOptions) => {
  const { clock, atLeastEveryMs, nextDue, doSlice, failed } = options
  let armed: { readonly timer: unknown; readonly at: number } | null = null
  let looking: Promise<void> | null = null
  let isAskedAgain = false
  let isOn = false
  let isStopped = false
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

  const assertNotStopped = () => {
    if (isStopped) throw new Error('This engine was stopped for good: make another one with createEngine.')
  }

  /** When to look again. */
  const work = async (): Promise<number> => {
    try {
      while (isOn && (await doSlice())) await endOfTurn()
      const now = clock.now()
      const due = (await nextDue()) ?? Number.POSITIVE_INFINITY
      pauseMs = shortestPauseMs
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
    if (looking !== null) {
      // What became due meanwhile may have come too late for the look that is under way.
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    looking = work().then((at) => {
      looking = null
      if (isAskedAgain && isOn) look()
      else arm(at)
    })
  }

  return {
    /** Rejects if the store cannot be asked; then nothing was begun. The work itself goes on beside. */
    start: async (): Promise<void> => {
      assertNotStopped()
      await nextDue()
      assertNotStopped()
      isOn = true
      look()
    },
    /** A row was written that is due then. */
    arm,
    stop: async (): Promise<void> => {
      isStopped = true
      isOn = false
      disarm()
      await looking
    },
  }
}
