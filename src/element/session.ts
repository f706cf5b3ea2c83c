import type { EnrollmentService, Redacted } from '../../machines/index.ts'
import {
  createEnrollment,
  systemClock,
  type Enrollment,
  type EnrollmentClock,
  type Inspect,
  type ShownEnrollment,
} from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'
import { keepRecord, readRecord } from '../record/index.ts'

/** An enrollment, or what makes one and sends nothing by that. */
export type GivenEnrollment = ShownEnrollment | (() => ShownEnrollment)

/** What the page gave: an enrollment of its own, or a service to make one with. */
export interface Source {
  readonly enrollment: GivenEnrollment | null
  readonly service: EnrollmentService | null
  readonly clock: EnrollmentClock
  /** Looks at what is made of the service; null for nobody. */
  readonly inspect: Inspect | null
  /** The name under which the record is kept in `sessionStorage`; null to keep none. */
  readonly storageKey: string | null
}

/** The record of an enrollment that is under way or over; null before its first command. */
const recordOf = (enrollment: Enrollment): unknown => {
  if (enrollment.view().state === 'idle') return null
  try {
    return enrollment.persist()
  } catch {
    // A machine that broke has no record, and starts anew.
    return null
  }
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
  readonly enrollment: () => ShownEnrollment | null
  /** Whether the element made it itself, or had it made, and may have another. */
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
  let source: Source = {
    enrollment: null,
    service: null,
    clock: systemClock,
    inspect: null,
    storageKey: null,
  }
  let current: ShownEnrollment | null = null
  /** What it made of the service. */
  let own: Enrollment | null = null
  /** What a function of the page's made; it stays while the element is away, for it pauses when nobody listens. */
  let had: ShownEnrollment | null = null
  let stopListening: (() => void) | null = null
  let shown: EnrollmentView | null = null
  let parked: Parked | null = null

  const isOwn = () => current !== null && (own !== null || typeof source.enrollment === 'function')

  const show = (view: EnrollmentView) => {
    const before = shown
    shown = view
    changed(before, view)
  }

  const make = (kept: Parked | null): ShownEnrollment | null => {
    const { enrollment, service, clock, inspect } = source
    if (typeof enrollment === 'function') return (had ??= enrollment())
    if (enrollment !== null) return enrollment
    own = service === null ? null : createEnrollment({ service, clock, ...(inspect && { inspect }), ...kept })
    return own
  }

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

  const follow = (enrollment: ShownEnrollment | null) => {
    current = enrollment
    if (enrollment === null) return
    const { storageKey } = source
    const stopKeeping = own !== null && storageKey !== null ? keepRecord(storageKey, own) : null
    const stopFollowing = enrollment.subscribe(show)
    stopListening = () => {
      stopKeeping?.()
      stopFollowing()
    }
    const view = enrollment.view()
    if (shown?.state !== view.state) show(view)
  }

  const letGo = () => {
    stopListening?.()
    stopListening = null
    own?.stop()
    own = null
    current = null
  }

  return {
    use: (next) => {
      const isSame = next.enrollment === source.enrollment && next.service === source.service
      if (isSame && (current !== null || (next.enrollment === null && next.service === null))) {
        source = { ...source, inspect: next.inspect }
        return
      }
      letGo()
      if (!isSame) {
        ;[shown, parked] = [null, null]
        had?.stop()
        had = null
      }
      source = next
      const stored = source.storageKey === null ? null : { record: readRecord(source.storageKey) }
      const kept = parked ?? stored
      parked = null
      follow(make(kept))
    },
    enrollment: () => current,
    isOwn,
    restart: () => {
      if (!isOwn()) return
      letGo()
      had?.stop()
      had = null
      follow(make(null))
    },
    leave: () => {
      const stopped = own
      letGo()
      if (stopped !== null) park(stopped)
    },
  }
}
