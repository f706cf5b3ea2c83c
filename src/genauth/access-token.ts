import * as E from '#fp-ts/Either'
import { isRedacted, reveal } from '../../machines/index.ts'
import type { Redacted, ServiceError } from '../../machines/index.ts'
import { isTimedOut } from './deadline.ts'

/**
 * Where the person's access token comes from. `refresh: true` means the last one was refused: get a new one.
 *
 * - An empty text says that nobody is signed in any more: the call is `unauthorized`.
 * - To reject says that it could not be asked, as offline or when your server fails. Nothing is sent, the call
 *   is `unreachable` with `mayHaveArrived: false`, and the person can do the same again.
 *
 * @example
 * const getAccessToken: GetAccessToken = async ({ refresh }) => {
 *   const response = await fetch(`/session/token?refresh=${refresh}`)
 *   if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`)
 *   return response.ok ? response.text() : ''
 * }
 */
export type GetAccessToken = (options: { readonly refresh: boolean }) => Promise<string | Redacted<string>>

/** Official SDKs send `Bearer <token>` (Java, C#, iOS, Android) or the bare token (Node, Python, PHP, Go). */
export type AuthorizationStyle = 'bearer' | 'raw'

const clearText = (token: unknown): string => {
  const clear = isRedacted(token) ? reveal(token) : token
  return typeof clear === 'string' ? clear.trim().replace(/^bearer(\s+|$)/i, '') : ''
}

// What a header can carry (RFC 9110 section 5.5), without the spaces no token has.
const isSendable = (token: string): boolean => /^[\x21-\x7e]+$/.test(token)

interface Refresh {
  readonly token: Promise<unknown>
  /** How many calls wait for it. */
  waiting: number
}

// Calls that were refused at the same moment share one refresh, whichever port made them: a refresh token that
// is spent twice may cost the person the session.
const refreshing = new WeakMap<GetAccessToken, Refresh>()

const refreshed = async (getAccessToken: GetAccessToken, signal: AbortSignal): Promise<unknown> => {
  const refresh = refreshing.get(getAccessToken) ?? {
    token: Promise.resolve().then(() => getAccessToken({ refresh: true })),
    waiting: 0,
  }
  refreshing.set(getAccessToken, refresh)
  const forget = () => {
    if (refreshing.get(getAccessToken) === refresh) refreshing.delete(getAccessToken)
  }
  const leave = () => {
    refresh.waiting -= 1
    // A refresh that never ends must not be what every later call waits for; one that others wait for may yet end.
    if (refresh.waiting === 0 && isTimedOut(signal)) forget()
  }
  refresh.waiting += 1
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await refresh.token
  } finally {
    forget()
    signal.removeEventListener('abort', leave)
  }
}

/**
 * Makes the `authorization` header of a call, asking the host for the token each time. Left, and nothing is
 * sent: `unreachable` if the host rejects, `unauthorized` if it gives nothing a header can carry. It waits as
 * long as the host takes: the call has the time limit, and the signal tells when it is over.
 */
export const authorizer =
  (
    getAccessToken: GetAccessToken,
    style: AuthorizationStyle,
    onError: (cause: unknown) => void = () => undefined,
  ) =>
  async (refresh: boolean, signal: AbortSignal): Promise<E.Either<ServiceError, string>> => {
    try {
      const token = clearText(
        await (refresh ? refreshed(getAccessToken, signal) : getAccessToken({ refresh: false })),
      )
      if (!isSendable(token)) return E.left({ _tag: 'unauthorized' })
      return E.right(style === 'bearer' ? `Bearer ${token}` : token)
    } catch (cause) {
      // The host's own words may hold the token; that it failed is all there is to say. It does not say that the
      // person is signed out: a browser without a network fails like this. A refusal before it changed nothing.
      onError(cause)
      return E.left({ _tag: 'unreachable', mayHaveArrived: false })
    }
  }
