import type { EnrollmentClock } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** The next moment to which a screen counts down, epoch ms; null if nothing is counted. */
const nextMoment = (view: EnrollmentView, now: number): number | null => {
  const moments = [
    view.sendAgainAt,
    ...(view.state === 'awaitingCode' ? [view.expiresAt, view.submitAt] : []),
  ].filter((at) => at !== null && at > now)
  return moments.length === 0 ? null : Math.min(...moments.map(Number))
}

export interface CountdownTimer {
  /** Arms the one timer for what is on show now. */
  readonly arm: (view: EnrollmentView | null) => void
  readonly stop: () => void
}

/**
 * Draws anew when a whole second is over, while something is counted and the page can be seen. It counts nothing
 * itself: each drawing asks the clock, so a tab that slept is right at once.
 */
export const createCountdownTimer = (clock: () => EnrollmentClock, draw: () => void): CountdownTimer => {
  let stopTimer = () => {}
  const stop = () => {
    stopTimer()
    stopTimer = () => {}
  }
  return {
    stop,
    arm: (view) => {
      stop()
      const now = clock().now()
      const next = view === null ? null : nextMoment(view, now)
      if (next === null || document.hidden) return
      // Seconds are rounded up, so they change just when a whole number of them is left.
      const armed = clock()
      const timer = armed.setTimeout(draw, ((next - now) % 1_000) + 1)
      stopTimer = () => armed.clearTimeout(timer)
    },
  }
}
