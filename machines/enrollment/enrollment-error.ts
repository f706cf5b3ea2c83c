import * as t from 'io-ts'
import { ServiceError } from './service-error.ts'

const own = <Tag extends string>(tag: Tag) =>
  t.readonly(t.exact(t.intersection([t.type({ _tag: t.literal(tag) }), t.partial({ requestId: t.string })])))

/**
 * What the machine itself has to report, beside the service's errors.
 *
 * - `outcomeUnknown`: whether the factor was bound could not be told; look at the list of factors.
 * - `recoveryCodeLost`: bound, but the recovery code is gone (a restart without sealed secrets).
 * - `interrupted`: the process ended while a request was in flight; a message may have been sent.
 * - `recordUnreadable`: a stored record could not be read (another version, damaged).
 * - `defect`: the service threw, or answered something that is no `ServiceError`; see `onDefect`.
 */
export const EnrollmentError = t.union(
  [
    ServiceError,
    own('outcomeUnknown'),
    own('recoveryCodeLost'),
    own('interrupted'),
    own('recordUnreadable'),
    own('defect'),
  ],
  'EnrollmentError',
)
export type EnrollmentError = t.TypeOf<typeof EnrollmentError>

/** What names an error in code, by itself: in audits, and in views that come over HTTP. */
export const EnrollmentErrorTag = t.keyof(
  {
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
  } satisfies Record<EnrollmentError['_tag'], null>,
  'EnrollmentErrorTag',
)
