import * as E from '#fp-ts/Either'
import { isRedacted, reveal } from '../../machines/index.ts'
import type { Redacted, ServiceError } from '../../machines/index.ts'
import { within } from './deadline.ts'
import { leftExchange } from './faults.ts'

/** Where the person's access token comes from. `refresh: true` means the last one was refused: get a new one. */
export type GetAccessToken = (options: { readonly refresh: boolean }) => Promise<string | Redacted<string>>

/** Official SDKs send `Bearer <token>` (Java, C#, iOS, Android) or the bare token (Node, Python, PHP, Go). */
export type AuthorizationStyle = 'bearer' | 'raw'

const clearText = (token: unknown): string => {
  const clear = isRedacted(token) ? reveal(token) : token
  return typeof clear === 'string' ? clear.trim().replace(/^bearer(\s+|$)/i, '') : ''
}

// What a header can carry (RFC 9110 section 5.5), without the spaces no token has.
const isSendable = (token: string): boolean => /^[\x21-\x7e]+$/.test(token)

// Calls that were refused at the same moment share one refresh, whichever port made them: a refresh token that
// is spent twice may cost the person the session.
const refreshing = new WeakMap<GetAccessToken, Promise<unknown>>()

const refreshed = async (getAccessToken: GetAccessToken): Promise<unknown> => {
  const shared =
    refreshing.get(getAccessToken) ?? Promise.resolve().then(() => getAccessToken({ refresh: true }))
  refreshing.set(getAccessToken, shared)
  try {
    return await shared
  } finally {
    if (refreshing.get(getAccessToken) === shared) refreshing.delete(getAccessToken)
  }
}

/**
 * Makes the `authorization` header of a call, asking the host for the token each time. Left, and nothing is
 * sent, if the host rejects, gives nothing a header can carry, or does not answer in time.
 */
export const authorizer =
  (
    getAccessToken: GetAccessToken,
    style: AuthorizationStyle,
    timeoutMs: number,
    onError: (cause: unknown) => void = () => undefined,
  ) =>
  async (refresh: boolean, signal: AbortSignal): Promise<E.Either<ServiceError, string>> => {
    try {
      const answer = await within<unknown>(timeoutMs, signal, () =>
        refresh ? refreshed(getAccessToken) : getAccessToken({ refresh: false }),
      )
      if (E.isLeft(answer)) {
        // A refresh that never ends must not be what every later call waits for.
        if (answer.left === 'timedOut') refreshing.delete(getAccessToken)
        return E.left(leftExchange(answer.left, false))
      }
      const token = clearText(answer.right)
      if (!isSendable(token)) return E.left({ _tag: 'unauthorized' })
      return E.right(style === 'bearer' ? `Bearer ${token}` : token)
    } catch (cause) {
      // The host's own words may hold the token; that it failed is all there is to say.
      onError(cause)
      return E.left({ _tag: 'unauthorized' })
    }
  }
