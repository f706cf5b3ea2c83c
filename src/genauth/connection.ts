import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { authorizer } from './access-token.ts'
import type { Call } from './call.ts'
import type { Carrier } from './carrier.ts'
import { within } from './deadline.ts'
import { openEnvelope } from './envelope.ts'
import type { Opened } from './envelope.ts'
import { wantsFreshToken } from './failures.ts'
import { leftExchange } from './faults.ts'
import type { GenAuthOptions } from './genauth-options.ts'
import { originOf } from './host.ts'
import { requireHeaderText, requireOneOf, requireTimeout } from './options.ts'
import { timeLimitOf, usualLimitMs, usualUploadLimitMs } from './time-limit.ts'
import { exchange } from './transport.ts'
import { wireOf } from './wire.ts'

type Answer = E.Either<ServiceError, Opened>

/**
 * The carrier over ky that every factory of this room shares.
 *
 * @throws TypeError if an option cannot work.
 */
export const connect = (options: GenAuthOptions): Carrier => {
  const origin = originOf(options.host)
  const { brand = 'genauth', authorization = 'bearer', lang, now = Date.now } = options
  const { timeoutMs = usualLimitMs, uploadTimeoutMs = usualUploadLimitMs } = options
  requireHeaderText('appId', options.appId)
  requireOneOf('brand', brand, ['genauth', 'authing'])
  requireOneOf('authorization', authorization, ['bearer', 'raw'])
  if (lang !== undefined) requireOneOf('lang', lang, ['en-US', 'zh-CN', 'ja-JP', 'zh-TW'])
  requireTimeout('timeoutMs', timeoutMs)
  requireTimeout('uploadTimeoutMs', uploadTimeoutMs)
  if (typeof options.getAccessToken !== 'function') {
    throw new TypeError("getAccessToken must be a function that gives the signed-in person's access token")
  }
  const authorize = authorizer(options.getAccessToken, authorization, options.onAccessTokenError)
  const headers = {
    [`x-${brand}-app-id`]: options.appId,
    ...(lang === undefined ? {} : { [`x-${brand}-lang`]: lang }),
  }

  /** Sends a call, and once more after a 401. `tell` hears whether it is away, and its answer still to come. */
  const sent = async (call: Call, signal: AbortSignal, tell: (away: boolean) => void): Promise<Answer> => {
    const attempt = async (refresh: boolean): Promise<Answer> => {
      const authorized = await authorize(refresh, signal)
      if (E.isLeft(authorized)) return authorized
      // The token may come after the caller has been told that nothing was sent.
      if (signal.aborted) return E.left(leftExchange('aborted', false))
      const { path, content } = wireOf(call)
      tell(true)
      const reply = await exchange({
        url: origin + path,
        headers: { ...headers, authorization: authorized.right },
        content,
        signal,
        fetch: options.fetch,
      })
      tell(false)
      return E.isLeft(reply) ? reply : openEnvelope(call, reply.right, now())
    }
    const first = await attempt(false)
    return E.isLeft(first) && wantsFreshToken(first.left) && !signal.aborted ? attempt(true) : first
  }

  return (call, { signal = new AbortController().signal } = {}) =>
    async () => {
      let away = false
      const ended = await within(timeLimitOf(call.endpoint, timeoutMs, uploadTimeoutMs), signal, (left) =>
        sent(call, left, (isAway) => {
          away = isAway
        }),
      )
      return E.isLeft(ended) ? E.left(leftExchange(ended.left, away)) : ended.right
    }
}
