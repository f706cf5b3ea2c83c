import type { Hono } from 'hono'
import { clientAddressOf } from '../client-address.ts'
import { corsHeaders } from '../forgery/cors.ts'
import { inRequestSpan } from '../observability/request-span.ts'
import type { EnrollmentServer } from '../options.ts'
import type { RequestLog } from '../request-log.ts'
import type { Notes } from './exchange.ts'
import type { Bindings } from './router.ts'
import type { Settings } from './settings.ts'

/** What an answer about a person must say, whatever it is. */
const withHeaders = (response: Response, cors: Readonly<Record<string, string>>): Response => {
  const { headers } = response
  headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  for (const [name, value] of Object.entries(cors)) headers.set(name, value)
  return response
}

const logOf = (method: string, { status }: Response, ms: number, notes: Notes): RequestLog => {
  const { route, enrollmentId, subject, problem } = notes
  return {
    method,
    route,
    status,
    ms,
    ...(enrollmentId !== undefined && { enrollmentId }),
    ...(subject !== undefined && { subject }),
    ...(problem !== undefined && { problem: problem.name }),
    ...(problem?.reason !== undefined && { reason: problem.reason }),
  }
}

/** The same for those who look after the server. */
export const answeredToOperators =
  (router: Hono<{ Bindings: Bindings }>): EnrollmentServer['adminFetch'] =>
  async (request) =>
    withHeaders(
      await router.fetch(request, { remoteAddress: null, hangUp: undefined, notes: { route: 'unmatched' } }),
      {},
    )

/** A router with what every answer has, and everybody who wants to hear of it. */
export const answeredBy = (
  router: Hono<{ Bindings: Bindings }>,
  settings: Settings,
): EnrollmentServer['fetch'] => {
  const { origins, trustProxy, clock, observation, onRequest, report } = settings

  const tell = (log: RequestLog) => {
    observation.metrics.answered(log)
    try {
      onRequest?.(log)
    } catch (cause) {
      report(cause)
    }
  }

  return async (request, { remoteAddress, hangUp } = {}) => {
    const startedAt = clock.now()
    const notes: Notes = { route: 'unmatched' }
    const address = clientAddressOf(request.headers, { remoteAddress, trustProxy })
    const bindings = { remoteAddress: address, hangUp, notes }
    const answer = async () => {
      const response = await router.fetch(request, bindings)
      return withHeaders(response, corsHeaders(request, origins))
    }
    const response = await inRequestSpan(request, notes, answer)
    tell(logOf(request.method, response, clock.now() - startedAt, notes))
    return response
  }
}
