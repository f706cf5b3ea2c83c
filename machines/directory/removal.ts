import type { EnrollmentError } from '../enrollment/enrollment-error.ts'

/**
 * Whether a removal that was answered like this may have taken effect all the same: look at the list of factors.
 * `notFound` is a doubt, too: a request that was repeated on its way finds nothing the second time.
 */
export const removalMayHaveWorked = (error: EnrollmentError): boolean => {
  switch (error._tag) {
    case 'unreachable':
      return error.mayHaveArrived
    case 'timedOut':
    case 'invalidResponse':
    case 'serverFault':
    case 'notFound':
    case 'defect':
      return true
    default:
      return false
  }
}
