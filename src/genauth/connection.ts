import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { authorizer } from './access-token.ts'
import type { Call } from './call.ts'
import type { Carrier } from './carrier.ts'
import { openEnvelope } from './envelope.ts'
import type { Opened } from './envelope.ts'
import { wantsFreshToken } from './failures.ts'
import type { GenAuthOptions } from './genauth-options.ts'
import { originOf } from './host.ts'
import { requireHeaderText, requireOneOf, requireTimeout } from './options.ts'
import { timeLimitOf, usualLimitMs } from './time-limit.ts'
import { exchange } from './transport.ts'
import { wireOf } from './wire.ts'

type Answer = E.Either<ServiceError, Opened>

const longestUploadMs = 60_000

/**
 * The carrier over ky that every factory of this room shares.
 *
 * @throws TypeError if an option cannot work.
 */
export const connect = (options: GenAuthOptions): Carrier => {
  const origin = originOf(options.host)
  const { brand = 'genauth', authorization = 'bearer', lang, now = Date.now } = options
  const { timeoutMs = usualLimitMs, uploadTimeoutMs = longestUploadMs } = options
  requireHeaderText('appId', options.appId)
  requireOneOf('brand', brand, ['genauth', 'authing'])
  requireOneOf('authorization', authorization, ['bearer', 'raw'])
  if (lang !== undefined) requireOneOf('lang', lang, ['en-US', 'zh-CN', 'ja-JP', 'zh-TW'])
  requireTimeout('timeoutMs', timeoutMs)
  requireTimeout('uploadTimeoutMs', uploadTimeoutMs)
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
    const { path, content } = wireOf(call)
    const reply = await exchange({
      url: origin + path,
      headers: { ...headers, authorization: authorized.right },
      content,
      timeoutMs: call.endpoint === 'upload' ? uploadTimeoutMs : timeLimitOf(call.endpoint, timeoutMs),
      signal,
      fetch: options.fetch,
    })
    return E.isLeft(reply) ? reply : openEnvelope(call, reply.right, now())
  }

  return (call, { signal = new AbortController().signal } = {}) =>
    async () => {
      const first = await attempt(call, signal, false)
      return E.isLeft(first) && wantsFreshToken(first.left) ? attempt(call, signal, true) : first
    }
}
