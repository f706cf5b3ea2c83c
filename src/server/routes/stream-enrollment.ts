import * as E from '#fp-ts/Either'
import type { CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import { notOwned } from '../exchange/owned.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'
import type { Streams } from '../streams/streams.ts'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Proxies of the nginx family would keep the events until there are many of them.
  'x-accel-buffering': 'no',
}

/** `GET /enrollments/:id/stream`: how it stands, and then each change, as server-sent events. */
export const streamEnrollment =
  (settings: Settings, streams: Streams): Handler<CallerExchange> =>
  async (exchange) => {
    if (settings.closing.hasBegun()) return E.left(problem('stopping', { reason: 'stopping', retryAfter: 1 }))
    const foreign = await notOwned(exchange, settings)
    if (foreign !== null) return E.left(foreign)
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const { id, caller, request, hangUp } = exchange
    const view = await settings.engine.view(id, { accessToken: accessToken.right })
    if (view === null) return E.left(problem('not-found'))
    // Nobody would read it.
    if (request.method === 'HEAD') return E.right(new Response(null, { headers }))
    const { subject, expiresAt = null } = caller
    const body = streams.open({ id, view, subject, expiresAt, hangUp })
    return E.isLeft(body) ? body : E.right(new Response(body.right, { headers }))
  }
