import * as E from '#fp-ts/Either'
import { vendorLimits } from '../../machines/index.ts'
import type { EnrollmentService, ServiceError, ServiceLimits } from '../../machines/index.ts'
import { timeLimitOf } from './call.ts'
import type { BindBody, Call, RequestBody } from './call.ts'
import { serviceOver } from './calls.ts'
import { within } from './deadline.ts'
import { openEnvelope } from './envelope.ts'
import type { Reply } from './envelope.ts'
import { isOffline, leftExchange, networkFault } from './faults.ts'
import { requireTimeout } from './options.ts'
import { property } from './property.ts'
import { cleanJson, parseJson } from './safe-json.ts'

/**
 * What we use of the vendor's `AuthenticationClient` (`authing-node-sdk` 4, `@genauth/nodejs` 1), by
 * interface: an instance fits as it is, and so does any object with these methods.
 */
export interface AuthenticationClientLike {
  sendEnrollFactorRequest(requestBody: RequestBody): Promise<unknown>
  enrollFactor(requestBody: BindBody): Promise<unknown>
  listEnrolledFactors(): Promise<unknown>
}

/** Options of {@link fromAuthenticationClient}. */
export interface AuthenticationClientOptions {
  /** The server's rules, where your user pool differs from the vendor's defaults. */
  readonly limits?: ServiceLimits
  /** The clock `Retry-After` is counted from, epoch ms. Default `Date.now`. */
  readonly now?: () => number
  /** How long we wait for the client, ms. Default 10 000. The client may have a shorter limit of its own. */
  readonly timeoutMs?: number
}

// axios leaves a body that is no JSON as a text.
const bodyOf = (data: unknown): Reply['body'] => {
  const cleaned = typeof data === 'string' ? parseJson(data) : cleanJson(data)
  return E.isRight(cleaned) ? cleaned.right : undefined
}

const invoke = (client: AuthenticationClientLike, call: Call): Promise<unknown> => {
  switch (call.endpoint) {
    case 'sendEnrollFactorRequest':
      return client.sendEnrollFactorRequest(call.body())
    case 'enrollFactor':
      return client.enrollFactor(call.body())
    case 'listEnrolledFactors':
      return client.listEnrolledFactors()
  }
}

// axios throws for every reply that is not 2xx, and for its own time limit (ECONNABORTED, or ETIMEDOUT if told to be clear).
const thrownBy = (thrown: unknown, wasOffline: boolean): E.Either<ServiceError, Reply> => {
  const response = property(thrown, 'response')
  const status = property(response, 'status')
  if (typeof status === 'number') {
    const retryAfter = property(property(response, 'headers'), 'retry-after')
    return E.right({
      status,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      body: bodyOf(property(response, 'data')),
    })
  }
  const fault = networkFault(thrown, wasOffline)
  const code = property(thrown, 'code')
  const timedOut = fault.mayHaveArrived && (code === 'ECONNABORTED' || code === 'ETIMEDOUT')
  return E.left(timedOut ? { _tag: 'timedOut' } : fault)
}

/**
 * The machine's service over the vendor's own SDK object, so that code that already has one plugs in.
 * Answers and failures are read exactly as by `createGenAuthService`.
 *
 * What it cannot do, because the SDK cannot: abort a call (taken back, it still reaches the server; only
 * its answer is ignored), get a fresh access token after a 401, send a language, or refuse redirects.
 * Prefer `createGenAuthService` where these count.
 *
 * @throws TypeError at once if `timeoutMs` is no time limit.
 *
 * @example
 * import { AuthenticationClient } from 'authing-node-sdk'
 *
 * const client = new AuthenticationClient({ appId, appSecret, appHost, accessToken })
 * const service = fromAuthenticationClient(client)
 */
export const fromAuthenticationClient = (
  client: AuthenticationClientLike,
  options: AuthenticationClientOptions = {},
): EnrollmentService => {
  const { limits = vendorLimits, now = Date.now, timeoutMs = 10_000 } = options
  requireTimeout('timeoutMs', timeoutMs)

  const ask = async (call: Call, signal: AbortSignal): Promise<E.Either<ServiceError, Reply>> => {
    if (signal.aborted) return E.left(leftExchange('aborted', false))
    const wasOffline = isOffline()
    try {
      const ended = await within(timeLimitOf(call.endpoint, timeoutMs), signal, () => invoke(client, call))
      if (E.isLeft(ended)) return E.left(leftExchange(ended.left, true))
      return E.right({ status: 200, retryAfter: null, body: bodyOf(ended.right) })
    } catch (thrown) {
      return thrownBy(thrown, wasOffline)
    }
  }

  return serviceOver(
    (call, { signal }) =>
      async () => {
        const reply = await ask(call, signal)
        return E.isLeft(reply) ? reply : openEnvelope(call, reply.right, now())
      },
    limits,
  )
}
