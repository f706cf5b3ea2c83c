import * as E from '#fp-ts/Either'
import { isStorableId } from '../../durable/index.ts'
import type { Answer, Handler, Route } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { isOwnHost } from '../forgery/own-host.ts'
import { problem } from '../problem/problem.ts'
import type { Streams } from '../streams/streams.ts'

const empty = (status: number): Answer => E.right(new Response(null, { status }))

const text = (body: string, type: string): Answer =>
  E.right(new Response(body, { headers: { 'content-type': type } }))

/** Nobody's browser has anything to do here: a page that makes one send something is a foreign one. */
const notFromPages =
  ({ adminHosts }: Settings, handle: Handler): Handler =>
  async (exchange) => {
    if (!isOwnHost(exchange.request, adminHosts)) return E.left(problem('foreign-host'))
    const { headers } = exchange.request
    const reason = headers.has('origin') ? 'foreignOrigin' : 'crossSite'
    const isFromPage = headers.has('origin') || (headers.get('sec-fetch-site') ?? 'none') !== 'none'
    return isFromPage ? E.left(problem('forged-request', { reason })) : handle(exchange)
  }

const showMetrics =
  ({ observation }: Settings): Handler =>
  async () => {
    const metrics = await observation.metrics.text()
    return metrics === null ? E.left(problem('metrics-unavailable')) : text(metrics.text, metrics.contentType)
  }

const beginRecording =
  ({ engine, observation }: Settings): Handler =>
  async ({ id }) => {
    if (!isStorableId(id) || (await engine.view(id)) === null) return E.left(problem('not-found'))
    return observation.recordings.begin(id) ? empty(204) : E.left(problem('too-many-recordings'))
  }

const readRecording =
  ({ observation }: Settings): Handler =>
  async ({ id }) => {
    const recording = observation.recordings.read(id)
    return recording === null ? E.left(problem('not-found')) : text(recording, 'application/x-ndjson')
  }

const endRecording =
  ({ observation }: Settings): Handler =>
  async ({ id }) =>
    observation.recordings.end(id) ? empty(204) : E.left(problem('not-found'))

/** What operators may ask. */
export const adminRoutes = (settings: Settings, streams: Streams): readonly Route[] => {
  const { engine, observation } = settings
  observation.metrics.levels({
    callsInFlight: () => engine.health().inFlight,
    callsWaiting: () => engine.health().waiting,
    streams: streams.count,
    storeWorks: () => (engine.health().storeFailure === null ? 1 : 0),
  })
  const routes: readonly Route[] = [
    { method: 'GET', path: '/metrics', handle: showMetrics(settings) },
    { method: 'POST', path: '/recordings/:id', handle: beginRecording(settings) },
    { method: 'GET', path: '/recordings/:id', handle: readRecording(settings) },
    { method: 'DELETE', path: '/recordings/:id', handle: endRecording(settings) },
  ]
  return routes.map((route) => ({ ...route, handle: notFromPages(settings, route.handle) }))
}
