import type { EnrollmentClock } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'

// setTimeout takes 31 bits, and fires at once beyond them.
const longest = 2 ** 31 - 1

export interface ShowingOptions {
  readonly clock: EnrollmentClock
  /** What is to be shown at a moment. */
  readonly at: (now: number) => EnrollmentView
  /** Whether somebody looks on. */
  readonly isWatched: () => boolean
  readonly tell: (latest: () => EnrollmentView) => void
}

/** The view that is on show: the same object until something of it changes, if only by the time of day. */
export interface Showing {
  readonly current: () => EnrollmentView
  /** Looks anew, and tells nobody. */
  readonly look: () => void
  /** Looks anew, and tells everybody. */
  readonly show: () => void
  /** The view as it is this very moment. */
  readonly now: () => EnrollmentView
  readonly stop: () => void
}

export const createShowing = ({ clock, at, isWatched, tell }: ShowingOptions): Showing => {
  let shown = at(clock.now())
  let timer: unknown

  const stop = () => clock.clearTimeout(timer)

  const look = () => {
    stop()
    const now = clock.now()
    shown = at(now)
    if (shown.nextChangeAt !== null && isWatched())
      timer = clock.setTimeout(show, Math.min(Math.max(0, shown.nextChangeAt - now), longest))
  }

  const show = () => {
    look()
    tell(() => shown)
  }

  return {
    current: () => shown,
    look,
    show,
    now: () => {
      const now = clock.now()
      // Not at once: who looks may be in the middle of drawing.
      if (shown.nextChangeAt !== null && shown.nextChangeAt <= now) queueMicrotask(show)
      return at(now)
    },
    stop,
  }
}
