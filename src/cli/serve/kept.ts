import type { EnrollmentStore } from '../../durable/index.ts'
import type { Limits } from '../../server/index.ts'

/** How often something was sent. */
export interface Counts {
  readonly limits: Limits
  readonly close: () => Promise<void>
}

/** What outlives the process: the enrollments, and the counts beside them. */
export interface Kept extends Counts {
  readonly store: EnrollmentStore
}
