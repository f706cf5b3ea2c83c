'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { Enrollment } from '../live/index.ts'
import { idleView, type EnrollmentView } from '../view/index.ts'

/** Tells when a page that was hidden is seen again, or the other way round. */
export const onVisibilityChange = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** The enrollment as a store for React. Timers of a hidden page come late, so on its return it looks for itself. */
const watch = ({ getSnapshot, subscribe, view }: Enrollment) => {
  let fresh: { readonly since: EnrollmentView; readonly view: EnrollmentView } | null = null
  return {
    get: () => {
      const snapshot = getSnapshot()
      return fresh?.since === snapshot ? fresh.view : snapshot
    },
    subscribe: (changed: () => void) => {
      const stop = subscribe(changed)
      const look = onVisibilityChange(() => {
        fresh = { since: getSnapshot(), view: view() }
        changed()
      })
      return () => {
        stop()
        look()
      }
    },
  }
}

const onServer = () => idleView

/** The view of an enrollment that somebody else holds. */
export const useView = (enrollment: Enrollment): EnrollmentView => {
  const watched = useMemo(() => watch(enrollment), [enrollment])
  return useSyncExternalStore(watched.subscribe, watched.get, onServer)
}
