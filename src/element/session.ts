import type { EnrollmentService, Redacted } from '../../machines/index.ts'
import { createEnrollment, systemClock, type Enrollment, type EnrollmentClock } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'
import { readRecord, recordOf, writeRecord } from './record-storage.ts'

/** What the page gave: an enrollment of its own, or a service to make one with. */
export interface Source {
  readonly enrollment: Enrollment | null
  readonly service: EnrollmentService | null
  readonly clock: EnrollmentClock
  /** The name under which the record is kept in `sessionStorage`; null to keep none. */
  readonly storageKey: string | null
}

interface Parked {
  readonly record: unknown
  readonly secrets?: Redacted<string> | undefined
}

export type Changed = (before: EnrollmentView | null, after: EnrollmentView) => void

/** The enrollment on show. See {@link createSession}. */
export interface Session {
  /** Takes what the page gave; nothing happens if it gave the same as before. */
  readonly use: (source: Source) => void
  readonly enrollment: () => Enrollment | null
  /** Whether the element made it itself, and may make another. */
  readonly isOwn: () => boolean
  /** Ends an enrollment of its own, and makes a fresh one. */
  readonly restart: () => void
  /** Stops listening, and stops what it made; `use` goes on where it was. */
  readonly leave: () => void
}

/**
 * Holds the enrollment that an element shows: the page's, or one of its own. What it made itself it also stops,
 * and nothing else. Making one requests nothing.
 */
export const createSession = (changed: Changed): Session => {
  let source: Source = { enrollment: null, service: null, clock: systemClock, storageKey: null }
  let current: Enrollment | null = null
  let stopListening: (() => void) | null = null
  let shown: EnrollmentView | null = null
  let parked: Parked | null = null
  // A page that goes breaks its requests off, which is no answer: the record stays as it was before.
  let isLeaving = false

  const isOwn = () => current !== null && source.enrollment === null

  const keep = () => {
    if (isOwn() && current !== null && source.storageKey !== null && !isLeaving)
      writeRecord(source.storageKey, current)
  }

  const show = (view: EnrollmentView) => {
    const before = shown
    shown = view
    keep()
    changed(before, view)
  }

  const make = (kept: Parked | null): Enrollment | null =>
    source.service === null
      ? null
      : createEnrollment({ service: source.service, clock: source.clock, ...kept })

  /** Stopped with the element, and to be gone on from in place: its secrets never leave this closure. */
  const park = (stopped: Enrollment) => {
    const withoutSecrets: Parked = { record: recordOf(stopped) }
    parked = withoutSecrets
    if (withoutSecrets.record === null) return
    let secrets: Redacted<string> | undefined
    const seal = (clear: Redacted<string>) => {
      secrets = clear
      return 'kept in memory'
    }
    void stopped.persist({ seal }).then(
      (record) => {
        // Unless the element is back already.
        if (parked === withoutSecrets) parked = { record, secrets }
      },
      // Then it goes on from what there is.
      () => undefined,
    )
  }

  const follow = (enrollment: Enrollment | null) => {
    current = enrollment
    if (enrollment === null) return
    const watching = new AbortController()
    const { signal } = watching
    window.addEventListener('pagehide', () => (isLeaving = true), { signal })
    window.addEventListener(
      'pageshow',
      () => {
        isLeaving = false
        keep()
      },
      { signal },
    )
    const stopFollowing = enrollment.subscribe(show)
    stopListening = () => {
      watching.abort()
      stopFollowing()
    }
    const view = enrollment.view()
    if (shown?.state !== view.state) show(view)
  }

  const letGo = () => {
    stopListening?.()
    stopListening = null
    if (isOwn()) current?.stop()
    current = null
  }

  return {
    use: (next) => {
      const isSame = next.enrollment === source.enrollment && next.service === source.service
      if (isSame && (current !== null || (next.enrollment === null && next.service === null))) return
      letGo()
      if (!isSame) [shown, parked] = [null, null]
      source = next
      const stored = source.storageKey === null ? null : { record: readRecord(source.storageKey) }
      const kept = parked ?? stored
      parked = null
      follow(source.enrollment ?? make(kept))
    },
    enrollment: () => current,
    isOwn,
    restart: () => {
      if (!isOwn()) return
      letGo()
      follow(make(null))
    },
    leave: () => {
      const stopped = isOwn() ? current : null
      letGo()
      if (stopped !== null) park(stopped)
    },
  }
}
