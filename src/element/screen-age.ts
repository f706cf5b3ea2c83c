import type { EnrollmentClock } from '../live/index.ts'

/** How long the screen has been there. See {@link createScreenAge}. */
export interface ScreenAge {
  /** Tells which screen is there now. */
  readonly shown: (screen: string) => void
  /** So new that a click may have been meant for what stood here before. */
  readonly isNew: () => boolean
}

/** Long enough for somebody who presses once more because nothing seems to happen. */
const newFor = 800

/** Knows since when a screen is there. A clock that was set makes no screen new again. */
export const createScreenAge = (clock: () => EnrollmentClock): ScreenAge => {
  let screen: string | null = null
  let since = 0
  return {
    shown: (name) => {
      if (name !== screen) since = clock().now()
      screen = name
    },
    isNew: () => Math.abs(clock().now() - since) < newFor,
  }
}
