export { AuditError } from './audit-error.ts'
export { AuditEvent } from './audit-event.ts'
export { auditEventsOf } from './audit-events-of.ts'
export { commandRefused, enrollmentResumed } from './host-events.ts'
