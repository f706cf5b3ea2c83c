import { StoreError, UnreadableEnrollmentError } from '../../durable/index.ts'
import { problem, type Problem } from './problem.ts'

const reads = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** Whether what was asked for may have been done; nobody knows that of what was not foreseen. */
const isOpen = ({ trouble }: StoreError): boolean => trouble === 'outcomeUnknown' || trouble === 'unexpected'

/** What was thrown while a request of this method was answered. Its text stays inside: it may name files, hosts and whatever else. */
export const defectProblem = (cause: unknown, method: string): Problem => {
  // Whose it is cannot be told, so nobody is told that there is one.
  if (cause instanceof UnreadableEnrollmentError) return problem('not-found')
  if (!(cause instanceof StoreError)) return problem('defect')
  const mayBeTaken = isOpen(cause) && !reads(method)
  return problem(mayBeTaken ? 'outcome-unknown' : 'store-unavailable', { retryAfter: 5 })
}
