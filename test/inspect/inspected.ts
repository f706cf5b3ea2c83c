import {
  inspectEnrollment,
  type EnrollmentInspection,
  type InspectionFrame,
} from '../../src/inspect/index.ts'
import { start } from '../machines/examples.ts'
import { started, type Started, type StartOptions } from '../machines/started.ts'

export interface Inspected extends Started {
  readonly inspection: EnrollmentInspection
  readonly frames: InspectionFrame[]
}

/** A running enrollment that is inspected from its first moment on. */
export const inspected = (options: StartOptions = {}): Inspected => {
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({
    // The clock of the enrollment is made after its inspector.
    now: (): number => clock.now(),
    onFrame: (frame) => {
      frames.push(frame)
    },
  })
  const clock = { now: () => options.at ?? start }
  const enrollment = started({ ...options, inspect: inspection.inspect })
  clock.now = enrollment.now
  return { ...enrollment, inspection, frames }
}

/** `event.taken code.submitted binding`, to compare what happened at a glance. */
export const told = (frame: InspectionFrame): string => {
  const { value, status } = frame.state
  const place = typeof value === 'string' ? value : Object.entries(value).flat().join('.')
  const what = frame.type === 'event.taken' ? frame.event.type : frame.type
  return [what, place, ...(status === 'active' ? [] : [status])].join(' ')
}
