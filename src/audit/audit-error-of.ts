import type { EnrollmentError } from '../../machines/index.ts'
import { plainText } from '../view/index.ts'
import type { AuditError } from './audit-error.ts'

/** Apart from the codec, which a page that only tells its events never needs. */
export const auditErrorOf = (error: EnrollmentError): AuditError => {
  const { statusCode, apiCode, requestId } = { statusCode: undefined, apiCode: undefined, ...error }
  return {
    tag: error._tag,
    ...(statusCode !== undefined && { statusCode }),
    ...(apiCode !== undefined && { apiCode }),
    // A server's text, which may end in a terminal.
    ...(requestId !== undefined && { requestId: plainText(requestId, 128) }),
  }
}
