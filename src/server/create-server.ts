import { createClosing } from './closing.ts'
import { adminRoutes } from './routes/admin-routes.ts'
import { answeredBy, answeredToOperators } from './exchange/answered.ts'
import { routerOf } from './exchange/router.ts'
import { settingsOf } from './exchange/settings.ts'
import type { EnrollmentServer, EnrollmentServerOptions } from './options.ts'
import { routesOf } from './routes/routes.ts'
import { createStreams } from './streams/streams.ts'

/**
 * The enrollments of an engine over HTTP: a function from a web-standard `Request` to its `Response`, for Node
 * (through `@hono/node-server`), Next, Bun, or whatever calls one.
 *
 * @throws RangeError for an option that cannot work.
 *
 * @example
 * import { serve } from '@hono/node-server'
 * import { bearerTokens, createEnrollmentServer, memoryLimits } from 'mfa-enrollment/server'
 *
 * const server = createEnrollmentServer({
 *   engine,
 *   authenticate: bearerTokens({ issuer: 'https://acme.genauth.ai/oidc', audience: appId }),
 *   limits: memoryLimits(),
 * })
 * serve({ fetch: (request) => server.fetch(request), port: 8080 })
 */
export const createEnrollmentServer = (options: EnrollmentServerOptions): EnrollmentServer => {
  const closing = createClosing()
  const settings = settingsOf(options, closing)
  const streams = createStreams(settings)
  const router = routerOf({ ...settings, routes: routesOf(settings, streams) })
  const adminRouter = routerOf({ ...settings, basePath: '', routes: adminRoutes(settings, streams) })
  return {
    fetch: answeredBy(router, settings),
    adminFetch: answeredToOperators(adminRouter),
    drain: closing.announce,
    stop: async () => {
      closing.begin()
      streams.stop()
    },
  }
}
