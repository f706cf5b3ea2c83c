import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import { callOf } from '../step/effect.ts'
import { timedEventIn, type Timer } from '../step/timer.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'

/** The clocks of several engines agree within this, ms; a leap of more is one that was set. */
export const clocksAgreeWithinMs = 5_000

/** The times of an engine, ms. */
export interface Spans {
  readonly leaseMs: number
  readonly cancelAfterMs: number
  readonly eraseAfterMs: number
}

/** When a row is to be looked at next, and whether a call is in flight until then. */
export type Due = Pick<StoredRow, 'due' | 'isLeased'>

/** The one moment that each row has: the end of a lease, of a wait, of its retention. */
export const dueOf = (
  snapshot: EnrollmentSnapshot,
  about: {
    readonly now: number
    /** The call it waits for is running, or about to. */
    readonly isCalling: boolean
    readonly timer: Timer | null
  },
  { leaseMs, cancelAfterMs, eraseAfterMs }: Spans,
): Due => {
  const { now, isCalling, timer } = about
  if (isCalling) return { due: now + leaseMs, isLeased: true }
  if (timer !== null) return { due: timer.at, isLeased: false }
  // A lookup that waits for its owner's token cannot be cancelled: nobody knows its outcome.
  const isOver = snapshot.status === 'done' || callOf(snapshot) !== null
  return { due: now + (isOver ? eraseAfterMs : cancelAfterMs), isLeased: false }
}

/** What the moment of a row has come for. */
export type Duty = 'restore' | 'timer' | 'cancel' | 'erase' | 'keep'

export const dutyOf = (
  { snapshot, isUnreadable }: Pick<OpenEnrollment, 'snapshot' | 'isUnreadable'>,
  { isLeased }: Pick<StoredRow, 'isLeased'>,
): Duty => {
  // Its moment was of a state that nobody knows any more; its owner has the time to see what became of it.
  if (isUnreadable) return 'keep'
  if (snapshot.status === 'done') return 'erase'
  if (callOf(snapshot) !== null) return isLeased ? 'restore' : 'erase'
  return timedEventIn(snapshot) === null ? 'cancel' : 'timer'
}
