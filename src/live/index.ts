export { systemClock, type EnrollmentClock } from './clock.ts'
export type { Enrollment, Seal, Sent } from './enrollment.ts'
export { settledView, whenView } from './when-view.ts'
export { createEnrollment, type CreateEnrollmentOptions, type Inspect } from './create-enrollment.ts'
