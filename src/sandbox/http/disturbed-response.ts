import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import * as E from '#fp-ts/Either'
import { refused } from '../engine/refusal.ts'
import type { Disturbance } from '../faults.ts'
import type { Random } from '../random.ts'
import type { Bindings } from './bindings.ts'
import { envelope } from './envelope.ts'

/** Thrown where no socket can be closed, as `fetch` throws when the network fails. */
export class ConnectionLost extends TypeError {
  override readonly name = 'ConnectionLost'
}

/** Closes the connection without a byte. */
export const closeConnection = ({ incoming }: Bindings): Response => {
  if (incoming === undefined)
    throw new ConnectionLost('fetch failed: the sandbox closed the connection, as a fault told it to')
  incoming.socket.destroy()
  // A new object each time, for middleware adds headers to it.
  return new Response(null, { headers: new Headers(RESPONSE_ALREADY_SENT.headers) })
}

const aborted = (signals: readonly (AbortSignal | undefined)[]): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) {
      if (signal?.aborted) resolve()
      signal?.addEventListener('abort', () => resolve(), { once: true })
    }
  })

const badGateway =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** What the client gets to see of a fault. */
export const disturbedResponse = async (
  fault: Disturbance,
  request: Request,
  bindings: Bindings,
  random: Random,
): Promise<Response> => {
  switch (fault.kind) {
    case 'lostReply':
    case 'reset':
      return closeConnection(bindings)
    case 'hang':
      await aborted([request.signal, bindings.closing])
      return closeConnection(bindings)
    case 'throttled': {
      const response = envelope(request.headers, random, E.left(refused('rateLimited')))
      if (fault.retryAfter !== undefined) response.headers.set('retry-after', String(fault.retryAfter))
      return response
    }
    case 'serverError':
      return envelope(request.headers, random, E.left(refused('serverFault')))
    case 'html':
      return new Response(badGateway, {
        status: 502,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    case 'empty':
      return new Response('', { headers: { 'content-type': 'application/json' } })
    case 'wrongShape':
      return Response.json(fault.body === undefined ? { statusCode: 'two hundred' } : fault.body)
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: fault.location ?? '/login' } })
  }
}
