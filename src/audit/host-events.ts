import { stateOf, type CommandType, type EnrollmentSnapshot, type Refusal } from '../../machines/index.ts'
import { auditErrorOf } from './audit-error-of.ts'
import type { AuditEvent } from './audit-event.ts'
import { inEveryEvent } from './in-every-event.ts'

/** A host goes on with a stored enrollment: `snapshot` is what `snapshotOf` gave, before anything was sent to it. */
export const enrollmentResumed = (snapshot: EnrollmentSnapshot, at: number): AuditEvent => {
  const { error } = snapshot.context
  return {
    ...inEveryEvent(snapshot.context, stateOf(snapshot), at),
    type: 'enrollment.resumed',
    error: error?._tag === 'recordUnreadable' ? auditErrorOf(error) : null,
  }
}

const commandOf: Readonly<Partial<Record<Refusal, CommandType>>> = {
  invalidProfile: 'factor.chosen',
  invalidCode: 'code.submitted',
  invalidPhoto: 'photo.submitted',
}

/** A host did not take a command. `command` is null where it could not be decoded: what stood there is not repeated. */
export const commandRefused = (
  snapshot: EnrollmentSnapshot,
  command: CommandType | null,
  reason: Refusal,
  at: number,
): AuditEvent => ({
  ...inEveryEvent(snapshot.context, stateOf(snapshot), at),
  type: 'command.refused',
  command: command ?? commandOf[reason] ?? null,
  reason,
})
