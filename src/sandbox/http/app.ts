import { Hono } from 'hono'
import * as E from '#fp-ts/Either'
import { refused } from '../engine/refusal.ts'
import { apiRoutes, type ApiParts } from './api-routes.ts'
import type { Bindings } from './bindings.ts'
import { ConnectionLost } from './disturbed-response.ts'
import { envelope } from './envelope.ts'
import { operatorRoutes, type OperatorParts } from './operator-routes.ts'

/** The sandbox over HTTP: the vendor's endpoints, and the operator's own pages beside them. */
export const createApp = (parts: ApiParts & OperatorParts): Hono<{ Bindings: Bindings }> => {
  const app = new Hono<{ Bindings: Bindings }>()
  app.route('/api/v3', apiRoutes(parts))
  app.route('/sandbox', operatorRoutes(parts))
  app.notFound((c) => envelope(c.req.raw.headers, parts.random, E.left(refused('notFound'))))
  app.onError((error, c) => {
    if (error instanceof ConnectionLost) throw error
    // Whatever it was, its text stays inside.
    return envelope(c.req.raw.headers, parts.random, E.left(refused('serverFault')))
  })
  return app
}
