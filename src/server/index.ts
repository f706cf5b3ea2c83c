export { createEnrollmentServer } from './create-server.ts'
export type {
  EnrollmentServer,
  EnrollmentServerOptions,
  RemovalAsked,
  RequestContext,
  TargetAsked,
} from './options.ts'
export { RemovalEvent } from '../audit/index.ts'
export type { RequestLog } from './request-log.ts'
export type {
  Authenticate,
  AuthenticateByToken,
  AuthenticateContext,
  Authenticated,
} from './authentication/authenticate.ts'
export { bearerTokens, type BearerTokensOptions } from './authentication/bearer-tokens.ts'
export { userinfoTokens, type UserinfoTokensOptions } from './authentication/userinfo-tokens.ts'
export { IssuerError, IssuerSparedError } from './authentication/issuer-error.ts'
export type { LimitName, Limits, Spending, UsedUp } from './limits/limits.ts'
export { amountsWith, usualAmounts, type Amount, type LimitAmounts } from './limits/amounts.ts'
export { callingCodeOf } from './limits/calling-code.ts'
export { memoryLimits, type MemoryLimitsOptions } from './limits/memory-limits.ts'
export type { SharedLimitsOptions } from './limits/shared-limits.ts'
export { sqliteLimits, type LimitsDatabase, type SqliteLimitsOptions } from './limits/sqlite-limits.ts'
export { postgresLimits, type LimitsPool, type PostgresLimitsOptions } from './limits/postgres-limits.ts'
export { createObservation, type Observation } from './observability/observation.ts'
export { withSpans } from './observability/with-spans.ts'
export { openApiDocument } from './openapi/document.ts'
