import type { Redacted } from '../../machines/index.ts'

/**
 * Where the access token for your server comes from. `refresh: true` means that the last one was refused, or is over.
 *
 * - An empty text says that nobody is signed in: nothing is sent, and the view says `unauthorized`.
 * - To reject says that it could not be asked, as offline: nothing is sent, and the person can do the same again.
 */
export type GetAccessToken = (asked: { readonly refresh: boolean }) => Promise<string | Redacted<string>>

/** How to reach a server of `mfa-enrollment/server`. One object serves enrollments, factors and photos. */
export interface RemoteOptions {
  /**
   * What the server's addresses begin with, its `basePath` included: `/mfa` in the server's own pages, or
   * `https://accounts.example.com/mfa`.
   */
  readonly url: string
  /**
   * Gives the token for `Authorization: Bearer`. Leave it out where a cookie says who it is: it is sent to the
   * page's own origin, and to no other.
   */
  readonly getAccessToken?: GetAccessToken
  /** The fetch to use. Default: the global one, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch
  /** The time limit of a request, ms; a stream may stay open. Default 10 000; 60 000 for a photo. */
  readonly timeoutMs?: number
}
