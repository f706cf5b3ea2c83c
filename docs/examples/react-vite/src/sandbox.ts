import type { GenAuthOptions } from 'mfa-enrollment/genauth'

declare const __GENAUTH_HOST__: string
declare const __GENAUTH_APP_ID__: string
declare const __GENAUTH_ACCESS_TOKEN__: string

/** Where `mfa-enroll sandbox` listens, and who is signed in there. */
export const options: GenAuthOptions = {
  host: __GENAUTH_HOST__,
  appId: __GENAUTH_APP_ID__,
  getAccessToken: async () => __GENAUTH_ACCESS_TOKEN__,
}
