import { Hono } from 'hono'
import * as E from '#fp-ts/Either'
import { refused } from '../engine/refusal.ts'
import { apiRoutes, type ApiParts } from './api-routes.ts'
import { ConnectionLost } from './connection.ts'
import { everyReplyDated } from './date-header.ts'
import { envelope } from './envelope.ts'
import { oidcRoutes, type OidcParts } from './oidc-routes.ts'
import { operatorRoutes, type OperatorParts } from './operator-routes.ts'
import { closedAfterUnread } from './read-body.ts'
import type { Env } from './served.ts'
import { uploadRoutes, type UploadParts } from './upload-routes.ts'

/** The sandbox over HTTP: the vendor's endpoints, and the operator's own pages beside them. */
export const createApp = (parts: ApiParts & UploadParts & OidcParts & OperatorParts): Hono<Env> => {
  const app = new Hono<Env>()
  app.use(everyReplyDated(() => parts.clock.now() + parts.faults.skewMs()))
  app.use(closedAfterUnread)
  app.route('/api/v3', apiRoutes(parts))
  app.route('/api/v2', uploadRoutes(parts))
  app.route('/oidc', oidcRoutes(parts))
  app.route('/sandbox', operatorRoutes(parts))
  app.notFound((c) => envelope(c.req.raw.headers, parts.random, E.left(refused('notFound'))))
  app.onError((error, c) => {
    if (error instanceof ConnectionLost) throw error
    // Whatever it was, its text stays inside.
    return envelope(c.req.raw.headers, parts.random, E.left(refused('serverFault')))
  })
  return app
}
