import * as E from '#fp-ts/Either'
import { isRedacted, reveal, type ServiceError } from '../../machines/index.ts'
import type { GetAccessToken } from './connection-options.ts'

// Calls that were refused at the same moment share one refresh: a refresh token that is spent twice may cost the
// person the session.
const refreshing = new WeakMap<GetAccessToken, Promise<unknown>>()

const refreshed = (getAccessToken: GetAccessToken, signal: AbortSignal): Promise<unknown> => {
  const forget = () => refreshing.delete(getAccessToken)
  const asked =
    refreshing.get(getAccessToken) ??
    Promise.resolve()
      .then(() => getAccessToken({ refresh: true }))
      .finally(forget)
  refreshing.set(getAccessToken, asked)
  // A refresh that never ends must not be what every later call waits for.
  signal.addEventListener('abort', forget, { once: true })
  return asked
}

/** The value of the `authorization` header; null where cookies say who it is. */
export const authorizationOf = async (
  getAccessToken: GetAccessToken | undefined,
  refresh: boolean,
  signal: AbortSignal,
): Promise<E.Either<ServiceError, string | null>> => {
  if (getAccessToken === undefined) return E.right(null)
  try {
    const given: unknown = await (refresh
      ? refreshed(getAccessToken, signal)
      : getAccessToken({ refresh: false }))
    const token = isRedacted(given) ? reveal(given) : given
    // What a header can carry (RFC 9110 section 5.5), without the spaces no token has.
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
      ? E.right(`Bearer ${token}`)
      : E.left({ _tag: 'unauthorized' })
  } catch {
    // The host's own words may hold the token. It does not say that the person is signed out: offline looks like this.
    return E.left({ _tag: 'unreachable', mayHaveArrived: false })
  }
}
