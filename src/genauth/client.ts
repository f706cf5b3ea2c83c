import * as E from '#fp-ts/Either'
import { vendorLimits } from '../../machines/index.ts'
import type { EnrollmentService, ServiceError, ServiceLimits } from '../../machines/index.ts'
import { authorizer } from './access-token.ts'
import type { AuthorizationStyle, GetAccessToken } from './access-token.ts'
import { timeLimitOf } from './call.ts'
import type { Call, Endpoint } from './call.ts'
import { serviceOver } from './calls.ts'
import { openEnvelope } from './envelope.ts'
import type { Opened } from './envelope.ts'
import { wantsFreshToken } from './failures.ts'
import { originOf } from './host.ts'
import { requireHeaderText, requireOneOf, requireTimeout } from './options.ts'
import { exchange } from './transport.ts'

/** The two names of one service: they differ in hosts and in the prefix of their headers. */
export type Brand = 'genauth' | 'authing'

/** The languages the API answers in. */
export type Lang = 'en-US' | 'zh-CN' | 'ja-JP' | 'zh-TW'

/** Options of {@link createGenAuthService}. */
export interface GenAuthOptions {
  /** The application's own address, such as `https://acme.genauth.ai`; not the management API's. Http on loopback only. */
  readonly host: string
  /** The application's id, from the console. */
  readonly appId: string
  /** Which headers are sent: `x-genauth-*` (the default) or `x-authing-*`. */
  readonly brand?: Brand
  /**
   * Gives the signed-in person's access token (not an id token, not an AK/SK). Asked before every call, and
   * once more with `refresh: true` after a 401. It must not wait for a person: after `timeoutMs` the call is given up.
   */
  readonly getAccessToken: GetAccessToken
  /** Hears why `getAccessToken` failed; its words may hold the token, so no error carries them. */
  readonly onAccessTokenError?: (cause: unknown) => void
  /** The language of messages that the server sends, such as the SMS. The server's default is `zh-CN`. */
  readonly lang?: Lang
  /** The time limit of one exchange, body and all, ms. Listing never takes more than 5 000. Default 10 000. */
  readonly timeoutMs?: number
  /** `Bearer <token>` (the default) or the bare token; the vendor's servers take both. */
  readonly authorization?: AuthorizationStyle
  /** The server's rules, where your user pool differs from the vendor's defaults. */
  readonly limits?: ServiceLimits
  /** The fetch to use. Default: the global one, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch
  /** The clock `Retry-After` is counted from, epoch ms. Default `Date.now`. */
  readonly now?: () => number
}

const paths: Readonly<Record<Endpoint, string>> = {
  sendEnrollFactorRequest: '/api/v3/send-enroll-factor-request',
  enrollFactor: '/api/v3/enroll-factor',
  listEnrolledFactors: '/api/v3/list-enrolled-factors',
}

/**
 * The machine's service over the GenAuth / Authing V3 API, by ky. Runs in browsers and in Node.
 *
 * Nothing is retried, but for one thing: a call refused for its access token (401) is sent once more with
 * a fresh one, for nothing has happened. Redirects are not followed, the token goes to `host` alone, and no
 * URL ever carries a token, a code or contact data. Expected failures are Lefts; see `ServiceError`.
 *
 * @throws TypeError at once if an option cannot work: a host that is not https, an app id no header can carry.
 *
 * @example
 * const service = createGenAuthService({
 *   host: 'https://acme.genauth.ai',
 *   appId: '6490abcdef…',
 *   lang: 'en-US',
 *   getAccessToken: ({ refresh }) => session.accessToken({ forceRefresh: refresh }),
 * })
 */
export const createGenAuthService = (options: GenAuthOptions): EnrollmentService => {
  const origin = originOf(options.host)
  const { brand = 'genauth', authorization = 'bearer', lang, timeoutMs = 10_000, now = Date.now } = options
  requireHeaderText('appId', options.appId)
  requireOneOf('brand', brand, ['genauth', 'authing'])
  requireOneOf('authorization', authorization, ['bearer', 'raw'])
  if (lang !== undefined) requireOneOf('lang', lang, ['en-US', 'zh-CN', 'ja-JP', 'zh-TW'])
  requireTimeout('timeoutMs', timeoutMs)
  if (typeof options.getAccessToken !== 'function') {
    throw new TypeError("getAccessToken must be a function that gives the signed-in person's access token")
  }
  const authorize = authorizer(options.getAccessToken, authorization, timeoutMs, options.onAccessTokenError)
  const headers = {
    [`x-${brand}-app-id`]: options.appId,
    ...(lang === undefined ? {} : { [`x-${brand}-lang`]: lang }),
  }

  const attempt = async (call: Call, signal: AbortSignal, refresh: boolean): Promise<Answer> => {
    const authorized = await authorize(refresh, signal)
    if (E.isLeft(authorized)) return authorized
    const reply = await exchange({
      url: origin + paths[call.endpoint],
      headers: { ...headers, authorization: authorized.right },
      body: call.endpoint === 'listEnrolledFactors' ? undefined : call.body(),
      timeoutMs: timeLimitOf(call.endpoint, timeoutMs),
      signal,
      fetch: options.fetch,
    })
    return E.isLeft(reply) ? reply : openEnvelope(call, reply.right, now())
  }

  return serviceOver(
    (call, { signal }) =>
      async () => {
        const first = await attempt(call, signal, false)
        return E.isLeft(first) && wantsFreshToken(first.left) ? attempt(call, signal, true) : first
      },
    options.limits ?? vendorLimits,
  )
}

type Answer = E.Either<ServiceError, Opened>
