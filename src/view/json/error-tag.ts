import * as t from 'io-ts'
import type { EnrollmentError } from '../../../machines/index.ts'

/** What names an error in code. The type says if one is missing. */
export const ErrorTag: t.Type<EnrollmentError['_tag'], EnrollmentError['_tag']> = t.keyof({
  wrongCode: null,
  tokenExpired: null,
  throttled: null,
  unauthorized: null,
  forbidden: null,
  alreadyBound: null,
  invalidInput: null,
  photoRejected: null,
  preconditionMissing: null,
  unsupported: null,
  notFound: null,
  unreachable: null,
  timedOut: null,
  invalidResponse: null,
  serverFault: null,
  stepUpRequired: null,
  outcomeUnknown: null,
  recoveryCodeLost: null,
  interrupted: null,
  recordUnreadable: null,
  defect: null,
})
