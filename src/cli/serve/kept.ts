import type { EnrollmentStore } from '../../durable/index.ts'
import type { Limits } from '../../server/index.ts'

/** What outlives the process: the enrollments, and how often something was sent. */
export interface Kept {
  readonly store: EnrollmentStore
  readonly limits: Limits
  readonly close: () => Promise<void>
}
