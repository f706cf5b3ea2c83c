'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { systemClock, type EnrollmentClock, type ShownEnrollment } from '../live/index.ts'
import { secondsUntil } from '../view/index.ts'
import { onVisibilityChange, useView } from './use-view.ts'

/**
 * Reads again at each whole second before `at`, with one timer, and none while the page is hidden. What is
 * read comes from the clock, so a late timer shows the right second and no error adds up.
 */
const useTicking = <A extends number | null>(
  at: number | null,
  clock: EnrollmentClock,
  read: () => A,
  onServer: A,
): A => {
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: unknown
      const arm = () => {
        clock.clearTimeout(timer)
        const rest = at === null || document.hidden ? 0 : at - clock.now()
        if (rest > 0) timer = clock.setTimeout(tick, rest % 1_000 || 1_000)
      }
      const tick = () => {
        arm()
        changed()
      }
      arm()
      const stop = onVisibilityChange(tick)
      return () => {
        clock.clearTimeout(timer)
        stop()
      }
    },
    [at, clock],
  )
  return useSyncExternalStore(subscribe, read, () => onServer)
}

/** Whole seconds until a moment (epoch ms), ticking; 0 for null and for what is past. */
export const useSecondsUntil = (at: number | null, clock: EnrollmentClock = systemClock): number =>
  useTicking(at, clock, () => secondsUntil(at, clock.now()), 0)

/**
 * The whole seconds that an open challenge has left, ticking once a second while the page is seen, and right
 * at once when it is seen again; null while no challenge is open. Do not put it in a live region: the view's
 * `announce` says what to read out.
 *
 * @param clock the one the enrollment was given; the system's by default.
 *
 * @example
 * const seconds = useSecondsLeft(enrollment)
 * return seconds === null ? null : <p aria-hidden>{seconds} s</p>
 */
export const useSecondsLeft = (
  enrollment: ShownEnrollment,
  clock: EnrollmentClock = systemClock,
): number | null => {
  const shown = useView(enrollment)
  return useTicking(
    shown.state === 'awaitingCode' ? shown.expiresAt : null,
    clock,
    () => {
      const view = enrollment.view()
      return view.state === 'awaitingCode' ? view.secondsLeft : null
    },
    null,
  )
}
