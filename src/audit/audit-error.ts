import * as t from 'io-ts'
import type { EnrollmentError } from '../../machines/index.ts'

const Tag = t.keyof({
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
} satisfies Record<EnrollmentError['_tag'], null>)

/** What went wrong, as an audit may keep it: the kind, and what the server's own log is searched by. Never a value. */
export const AuditError = t.readonly(
  t.exact(
    t.intersection([
      t.type({ tag: Tag }),
      t.partial({ statusCode: t.number, apiCode: t.number, requestId: t.string }),
    ]),
  ),
  'AuditError',
)
export type AuditError = t.TypeOf<typeof AuditError>
