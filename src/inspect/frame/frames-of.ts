import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import type { InspectionFrame } from './frame.ts'
import { shownEventOf } from './shown-event.ts'
import { shownTextOf } from './shown-text.ts'
import { shownStateOf } from './shown-state.ts'

type Frame<Type extends InspectionFrame['type']> = Extract<InspectionFrame, { readonly type: Type }>

const inEveryFrame = (snapshot: EnrollmentSnapshot, now: number) => ({
  version: 1 as const,
  at: now,
  enrollmentId: shownTextOf(snapshot.context.enrollmentId),
  state: shownStateOf(snapshot),
})

/**
 * The frame of an enrollment that begins, goes on from a record, or is met by a late joiner. Pure, as its
 * neighbours are, so that a host which stores its enrollments can make frames, too.
 *
 * @param now epoch ms of the clock that the machine was given.
 * @param restored it goes on from a record.
 * @param joined it was met in the middle, so that events are missing before this frame.
 */
export const startedFrame = (
  snapshot: EnrollmentSnapshot,
  now: number,
  { restored, joined = false }: { readonly restored: boolean; readonly joined?: boolean },
): Frame<'enrollment.started'> => ({
  type: 'enrollment.started',
  ...inEveryFrame(snapshot, now),
  restored,
  ...(joined && { joined }),
})

/**
 * The frame of an event that led from one snapshot to the next.
 *
 * @example
 * const after = transition(machine, before, event)[0]
 * log(encodeFrame(eventFrame(before, event, after, Date.now())))
 */
export const eventFrame = (
  before: EnrollmentSnapshot,
  event: { readonly type: string },
  after: EnrollmentSnapshot,
  now: number,
): Frame<'event.taken'> => ({
  type: 'event.taken',
  ...inEveryFrame(after, now),
  event: shownEventOf(event),
  moved: JSON.stringify(before.value) !== JSON.stringify(after.value),
})

/** The frame of an enrollment that ended; `state.status` says how. */
export const stoppedFrame = (snapshot: EnrollmentSnapshot, now: number): Frame<'enrollment.stopped'> => ({
  type: 'enrollment.stopped',
  ...inEveryFrame(snapshot, now),
})
