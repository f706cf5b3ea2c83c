export { createFactorDirectory, createGenAuthService } from './client.ts'
export { createPhotoUpload } from './photo-upload.ts'
export type { Brand, GenAuthOptions, Lang } from './genauth-options.ts'
export type { AuthorizationStyle, GetAccessToken } from './access-token.ts'
export { failureOf, type Refusal, type RefusedCall } from './failures.ts'
export type { BindBody, Endpoint, FactorReference, RequestBody } from './call.ts'
export {
  directoryFromAuthenticationClient,
  fromAuthenticationClient,
  type AuthenticationClientLike,
  type AuthenticationClientOptions,
  type DirectoryClientLike,
} from './sdk.ts'
