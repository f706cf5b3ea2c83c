import type { Redacted } from '../../../machines/index.ts'

/** Who sent a request, as the host has verified it. */
export interface Authenticated {
  /**
   * The verified `sub`: the owner of enrollments, and never read from an unverified token. `RequestLog` has it redacted;
   * it is in no metric and no span.
   */
  readonly subject: string
  /** The person's access token for GenAuth. To reject says that it could not be had (401). */
  readonly getAccessToken: () => Promise<Redacted<string>>
  /** When what the request showed is over, epoch ms: streams close then. Null or absent: never. */
  readonly expiresAt?: number | null
  /**
   * A cookie said who it is, so a foreign page could have sent it: Origin and Sec-Fetch-Site are checked.
   * Unless said, true where the request has no Authorization header.
   */
  readonly byCookie?: boolean
}

/** What the server knows of a request beside it. */
export interface AuthenticateContext {
  /** Where it came from, past the proxies of `trustProxy`; null if that cannot be told. */
  readonly remoteAddress: string | null
}

/**
 * Tells who sent a request: `null` for nobody (401). To reject says that it cannot be told at the moment (503).
 *
 * @example
 * const authenticate: Authenticate = async (request) => {
 *   const session = await sessionOf(request.headers.get('cookie'))
 *   return session && { subject: session.userId, getAccessToken: async () => redact(session.accessToken) }
 * }
 */
export type Authenticate = (request: Request, context: AuthenticateContext) => Promise<Authenticated | null>

/** One that can be asked without a context, too: by an `Authenticate` of yours that has more ways to tell. */
export type AuthenticateByToken = (
  request: Request,
  context?: AuthenticateContext,
) => Promise<Authenticated | null>
