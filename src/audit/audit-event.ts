import * as t from 'io-ts'
import { Bound, FactorType, Refusal, type CommandType, type EnrollmentState } from '../../machines/index.ts'
import { AuditError } from './audit-error.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const State = t.keyof({
  idle: null,
  requesting: null,
  awaitingCode: null,
  binding: null,
  reconciling: null,
  savingRecoveryCode: null,
  expired: null,
  failed: null,
  done: null,
  cancelled: null,
} satisfies Record<EnrollmentState, null>)

const Command = t.keyof({
  'factor.chosen': null,
  'code.submitted': null,
  'photo.submitted': null,
  'code.resend': null,
  'enrollment.renewed': null,
  'enrollment.restarted': null,
  'enrollment.cancelled': null,
  'recoveryCode.saved': null,
} satisfies Record<CommandType, null>)

const inEvery = {
  /** Raised whenever an event of before could no longer be read as one of now. */
  version: t.literal(1),
  /** Epoch ms. */
  at: t.number,
  enrollmentId: t.string,
  /** `<enrollmentId>:<seq>`, as in the service's `attemptId`; null before the first request. */
  attemptId: nullable(t.string),
  factorType: nullable(FactorType),
  /** As the view shows it: `+86 188****0000`, `a***@example.com`; null where no message is sent, or none is known. */
  maskedDestination: nullable(t.string),
  /** The state that the enrollment is in now. */
  state: State,
}

const event = <Type extends string, P extends t.Props>(type: Type, fields: P) =>
  t.readonly(t.exact(t.type({ type: t.literal(type), ...inEvery, ...fields })))

/**
 * What happened in an enrollment, for a log that is kept: JSON, a union by `type`, one event for each thing
 * that a person, a server or the time did. A CSP has to record when an authenticator was bound (NIST SP
 * 800-63B-4 section 4.1). No token, code, secret, recovery code, photo or whole contact data is in it.
 *
 * - `factor.requested`: a request for a token goes out, or waits for `beforeEnrollment`.
 * - `challenge.opened`: the token came; dead at `expiresAt`, epoch ms.
 * - `request.failed`: no token came, or none was asked for (`stepUpRequired`).
 * - `code.submitted`, `photo.submitted`: a bind goes out.
 * - `bind.failed`: it surely took no effect; `wrongCodes` counts those against this challenge.
 * - `bind.doubted`: whether it took effect is not known and looked up; `error` is null when a doubt of before is
 *   looked up once more.
 * - `bind.notFound`: the account's list does not show the factor. A late bind may still be found afterwards.
 * - `factor.bound`: `answered` by the server, or found `listed`; `factorId` where it is known.
 * - `recoveryCode.saved`, `recoveryCode.lost`: the person has it, or nobody has.
 * - `enrollment.expired`: the challenge is over; `error` says why if it was not the minute alone.
 * - `enrollment.failed`: refused for good, until `enrollment.restarted`.
 * - `enrollment.cancelled`: left; `bound` says whether a factor stays behind.
 * - `enrollment.resumed`: gone on with from a record; `error` is `recordUnreadable` if that could not be read.
 * - `command.refused`: a command was not taken; `command` is null if it was none.
 *
 * An enrollment that ends does so with one event whose `state` is `done` (a `factor.bound` or
 * `recoveryCode.saved`) or `cancelled`; refused commands may follow.
 *
 * @example
 * const decoded = AuditEvent.decode(JSON.parse(line))
 */
export const AuditEvent = t.union(
  [
    event('factor.requested', {}),
    event('challenge.opened', { expiresAt: t.number }),
    event('request.failed', { error: AuditError }),
    event('code.submitted', {}),
    event('photo.submitted', {}),
    event('bind.failed', { error: AuditError, wrongCodes: t.number }),
    event('bind.doubted', { error: nullable(AuditError) }),
    event('bind.notFound', {}),
    event('factor.bound', {
      factorId: nullable(t.string),
      found: t.keyof({ answered: null, listed: null }),
    }),
    event('recoveryCode.saved', {}),
    event('recoveryCode.lost', {}),
    event('enrollment.expired', { error: nullable(AuditError) }),
    event('enrollment.failed', { error: AuditError }),
    event('enrollment.restarted', {}),
    event('enrollment.cancelled', { bound: Bound }),
    event('enrollment.resumed', { error: nullable(AuditError) }),
    event('command.refused', { command: nullable(Command), reason: Refusal }),
  ],
  'AuditEvent',
)
export type AuditEvent = t.TypeOf<typeof AuditEvent>
