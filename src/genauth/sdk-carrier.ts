import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import type { Call } from './call.ts'
import type { Carrier } from './carrier.ts'
import { within } from './deadline.ts'
import { openEnvelope } from './envelope.ts'
import type { Reply } from './envelope.ts'
import { isOffline, leftExchange, networkFault } from './faults.ts'
import { requireTimeout } from './options.ts'
import { property } from './property.ts'
import { cleanJson, parseJson } from '../json/index.ts'
import { timeLimitOf, usualLimitMs } from './time-limit.ts'

/** What an SDK object needs beside itself. */
interface SdkCarrierOptions {
  readonly now?: () => number
  readonly timeoutMs?: number
}

// axios leaves a body that is no JSON as a text.
const bodyOf = (data: unknown): Reply['body'] => {
  const cleaned = typeof data === 'string' ? parseJson(data) : cleanJson(data)
  return E.isRight(cleaned) ? cleaned.right : undefined
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

// follow-redirects, under axios in Node, counts. What was redirected has been at another host before; where nobody
// counts (the fetch adapter, another client), it may have been. Its last request knows the count, too.
const surelyNotRedirected = (thrown: unknown): boolean => {
  const request = property(thrown, 'request')
  const count =
    property(request, '_redirectCount') ?? property(property(request, '_redirectable'), '_redirectCount')
  return count === 0
}

// axios throws for every reply that is not 2xx, and for its own time limit (ECONNABORTED, or ETIMEDOUT if told to be clear).
const thrownBy = (thrown: unknown, wasOffline: boolean): E.Either<ServiceError, Reply> => {
  const response = property(thrown, 'response')
  const status = property(response, 'status')
  if (typeof status === 'number') {
    const headers = property(response, 'headers')
    return E.right({
      status,
      retryAfter: textOf(property(headers, 'retry-after')),
      date: textOf(property(headers, 'date')),
      body: bodyOf(property(response, 'data')),
    })
  }
  const mayHaveArrived =
    !wasOffline && (!surelyNotRedirected(thrown) || networkFault(thrown, false).mayHaveArrived)
  const code = property(thrown, 'code')
  const timedOut = mayHaveArrived && (code === 'ECONNABORTED' || code === 'ETIMEDOUT')
  return E.left(timedOut ? { _tag: 'timedOut' } : { _tag: 'unreachable', mayHaveArrived })
}

/**
 * A carrier over the methods of the vendor's SDK object, which gives the body of a 2xx reply and nothing of
 * its headers.
 *
 * @throws TypeError if `timeoutMs` is no time limit.
 */
export const sdkCarrier = <C extends Call>(
  invoke: (call: C) => Promise<unknown>,
  { now = Date.now, timeoutMs = usualLimitMs }: SdkCarrierOptions,
): Carrier<C> => {
  requireTimeout('timeoutMs', timeoutMs)

  const ask = async (call: C, signal: AbortSignal): Promise<E.Either<ServiceError, Reply>> => {
    if (signal.aborted) return E.left(leftExchange('aborted', false))
    const wasOffline = isOffline()
    try {
      const ended = await within(timeLimitOf(call.endpoint, timeoutMs), signal, () => invoke(call))
      if (E.isLeft(ended)) return E.left(leftExchange(ended.left, true))
      return E.right({ status: 200, retryAfter: null, date: null, body: bodyOf(ended.right) })
    } catch (thrown) {
      return thrownBy(thrown, wasOffline)
    }
  }

  return (call, { signal = new AbortController().signal } = {}) =>
    async () => {
      const reply = await ask(call, signal)
      return E.isLeft(reply) ? reply : openEnvelope(call, reply.right, now())
    }
}
