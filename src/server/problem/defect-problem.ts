import { StoreError, UnreadableEnrollmentError } from '../../durable/index.ts'
import { problem, type Problem } from './problem.ts'

/** What was thrown. Its text stays inside: it may name files, hosts and whatever else. */
export const defectProblem = (cause: unknown): Problem => {
  // Whose it is cannot be told, so nobody is told that there is one.
  if (cause instanceof UnreadableEnrollmentError) return problem('not-found')
  if (cause instanceof StoreError) return problem('store-unavailable', { retryAfter: 5 })
  return problem('defect')
}
