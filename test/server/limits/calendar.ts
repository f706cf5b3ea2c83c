// The clock that limits count by, which a test holds: their package reads `Date` and sets timers of its own.
import { mock } from 'node:test'

export interface Calendar {
  readonly advance: (ms: number) => void
  readonly reset: () => void
}

const beginning = Date.UTC(2026, 0, 1)

/** Holds `Date`, and with `timers` also `setTimeout`: where a database answers, its driver needs the real one. */
export const holdCalendar = ({ timers = true } = {}): Calendar => {
  let now = beginning
  mock.timers.enable({ apis: timers ? ['Date', 'setTimeout'] : ['Date'], now })
  return {
    advance: (ms) => {
      now += ms
      if (timers) mock.timers.tick(ms)
      else mock.timers.setTime(now)
    },
    reset: () => mock.timers.reset(),
  }
}
