export { enrollmentEndpoint, type EnrollmentEndpoint } from './endpoint/enrollment-endpoint.ts'
export type { EnrollmentEndpointOptions } from './endpoint/options.ts'
export type { Http2Handler, ListenOptions, RunningEndpoint } from './endpoint/serving.ts'
export { RestateWarning } from './endpoint/logger.ts'
export {
  registerEnrollments,
  RegistrationError,
  type RegisterEnrollmentsOptions,
  type Registration,
} from './endpoint/register-enrollments.ts'
export { createRestateEngine } from './engine/create-restate-engine.ts'
export type { RestateEngineOptions } from './engine/options.ts'
