'use client'
import { useCallback, useSyncExternalStore } from 'react'
import type { ShownEnrollment } from '../live/index.ts'
import { idleView, type EnrollmentView } from '../view/index.ts'

/** Tells when a page that was hidden is seen again, or the other way round. */
export const onVisibilityChange = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

const onServer = () => idleView

/** The view of an enrollment that somebody else holds. */
export const useView = (enrollment: ShownEnrollment): EnrollmentView => {
  const { getSnapshot, subscribe, view } = enrollment
  const listen = useCallback(
    (changed: () => void) => {
      const stop = subscribe(changed)
      // Timers of a hidden page come late: whoever looks at the time is told what they have not done yet.
      const unsee = onVisibilityChange(() => void view())
      return () => {
        stop()
        unsee()
      }
    },
    [subscribe, view],
  )
  return useSyncExternalStore(listen, getSnapshot, onServer)
}
