export { createGenAuthService, type Brand, type GenAuthOptions, type Lang } from './client.ts'
export type { AuthorizationStyle, GetAccessToken } from './access-token.ts'
export { failureOf, type Refusal, type RefusedCall } from './failures.ts'
export type { BindBody, Endpoint, RequestBody } from './call.ts'
export {
  fromAuthenticationClient,
  type AuthenticationClientLike,
  type AuthenticationClientOptions,
} from './sdk.ts'
