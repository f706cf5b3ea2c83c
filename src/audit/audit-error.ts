import * as t from 'io-ts'
import { EnrollmentErrorTag } from '../../machines/index.ts'

/** What went wrong, as an audit may keep it: the kind, and what the server's own log is searched by. Never a value. */
export const AuditError = t.readonly(
  t.exact(
    t.intersection([
      t.type({ tag: EnrollmentErrorTag }),
      t.partial({ statusCode: t.number, apiCode: t.number, requestId: t.string }),
    ]),
  ),
  'AuditError',
)
export type AuditError = t.TypeOf<typeof AuditError>
