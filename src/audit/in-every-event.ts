import {
  attemptIdOf,
  type EnrollmentContext,
  type EnrollmentState,
  type FactorType,
} from '../../machines/index.ts'
import { maskedDestinationOf } from '../view/index.ts'

/** What every event says, whatever happened. */
export interface InEveryEvent {
  readonly version: 1
  readonly at: number
  readonly enrollmentId: string
  readonly attemptId: string | null
  readonly factorType: FactorType | null
  readonly maskedDestination: string | null
  readonly state: EnrollmentState
}

export const inEveryEvent = (
  context: EnrollmentContext,
  state: EnrollmentState,
  at: number,
): InEveryEvent => ({
  version: 1,
  at,
  enrollmentId: context.enrollmentId,
  attemptId: context.seq === 0 ? null : attemptIdOf(context),
  factorType: context.factorType,
  maskedDestination: maskedDestinationOf(context.choice),
  state,
})
