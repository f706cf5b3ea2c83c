import type { ServiceLimits } from '../../machines/index.ts'
import type { AuthorizationStyle, GetAccessToken } from './access-token.ts'

/** The two names of one service: they differ in hosts and in the prefix of their headers. */
export type Brand = 'genauth' | 'authing'

/** The languages the API answers in. */
export type Lang = 'en-US' | 'zh-CN' | 'ja-JP' | 'zh-TW'

/**
 * Options of `createGenAuthService`, `createFactorDirectory` and `createPhotoUpload`: one object serves all
 * three, which then share the refresh of an access token, too.
 *
 * @example
 * import type { GenAuthOptions } from 'mfa-enrollment/genauth'
 *
 * const options: GenAuthOptions = {
 *   host: 'https://acme.genauth.ai',
 *   appId: '6490abcdef…',
 *   getAccessToken: async ({ refresh }) => {
 *     const response = await fetch(`/session/token?refresh=${refresh}`)
 *     if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
 *     return response.ok ? response.text() : '' // '': signed out
 *   },
 * }
 */
export interface GenAuthOptions {
  /** The application's own address, such as `https://acme.genauth.ai`; not the management API's. Http on loopback only. */
  readonly host: string
  /** The application's id, from the console. */
  readonly appId: string
  /** Which headers are sent: `x-genauth-*` (the default) or `x-authing-*`. */
  readonly brand?: Brand
  /**
   * Gives the signed-in person's access token (not an id token, not an AK/SK). Asked before every call, and
   * once more with `refresh: true` after a 401. It must not wait for a person: its time is the call's own.
   * An empty text says that nobody is signed in (`unauthorized`). To reject says that it could not be asked, as
   * offline: nothing is sent (`unreachable`), and the person can do the same again.
   */
  readonly getAccessToken: GetAccessToken
  /** Hears why `getAccessToken` rejected; its words may hold the token, so no error carries them. */
  readonly onAccessTokenError?: (cause: unknown) => void
  /** The language of messages that the server sends, such as the SMS. The server's default is `zh-CN`. */
  readonly lang?: Lang
  /**
   * The time limit of a whole call, ms: the wait for the access token, the exchange and, after a 401, the
   * refresh and the second try. Listing what is enrolled never takes more than 5 000. Default 10 000.
   */
  readonly timeoutMs?: number
  /** The same for the upload of a photo, ms, which may come from a slow phone. Default 60 000. */
  readonly uploadTimeoutMs?: number
  /** `Bearer <token>` (the default) or the bare token; the vendor's servers take both. */
  readonly authorization?: AuthorizationStyle
  /** The server's rules, where your user pool differs from the vendor's defaults. For the service alone. */
  readonly limits?: ServiceLimits
  /** The fetch to use. Default: the global one, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch
  /** The clock `Retry-After` is counted from, epoch ms. Default `Date.now`. */
  readonly now?: () => number
}
