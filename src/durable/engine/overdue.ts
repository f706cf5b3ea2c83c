import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { viewOf, type EnrollmentView } from '../../view/index.ts'
import { step } from '../step/step.ts'

/** The minute of its token is over, and the schedule has not come to it yet: it is one of many, or was down. */
export const isOverdue = ({ value, context, status }: EnrollmentSnapshot, now: number): boolean =>
  status === 'active' &&
  value === 'awaitingCode' &&
  context.challenge !== null &&
  context.challenge.deadline <= now

/** What to show of a stored record at a moment: nobody is shown a token that is over as if it were not. */
export const shownAt = (snapshot: EnrollmentSnapshot, now: number): EnrollmentView => {
  const { seq } = snapshot.context
  return viewOf(isOverdue(snapshot, now) ? step(snapshot, { type: 'timer', seq }, now).record : snapshot, now)
}
