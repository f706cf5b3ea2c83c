import type { InspectionEvent } from 'xstate'
import type { Refusal } from '../../machines/index.ts'
import type { InspectionFrame } from './frame/frame.ts'

/** What became of a command that an inspector sent. */
export type Inspected =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: Refusal | 'unknownEnrollment' }

/** Enrollments, seen from outside. Made by `inspectEnrollment`. */
export interface EnrollmentInspection {
  /** The `inspect` option for `createEnrollment` and `createActor`; never throws. Actors that are no enrollment are left out. */
  readonly inspect: (event: InspectionEvent) => void
  /** Calls the listener at once with `enrollment.started` for each enrollment that is under way, then with each frame. */
  readonly subscribe: (listener: (frame: InspectionFrame) => void) => () => void
  /** Takes a command from an inspector: decoded, public events only; what is refused changes nothing and is not repeated to anybody. */
  readonly send: (enrollmentId: string, command: unknown) => Inspected
}
