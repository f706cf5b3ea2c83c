/** What pages of other origins may send and read. */
const allowedMethods = 'GET, POST, DELETE'
const allowedHeaders = 'authorization, content-type, idempotency-key, last-event-id, prefer'
const exposedHeaders = 'idempotency-replayed, location, preference-applied, retry-after'
const secondsToRemember = '600'

/** An answer for one origin must not be kept for another (Fetch section 3.3.5). */
const vary = { vary: 'origin' }

/**
 * The headers that let a page of another origin read an answer; none for an origin that is not in the list, and none
 * at all while the list is empty. The list is compared letter by letter: no wildcard, no `null`.
 */
export const corsHeaders = (
  { headers }: Pick<Request, 'headers'>,
  origins: readonly string[],
): Readonly<Record<string, string>> => {
  if (origins.length === 0) return {}
  const origin = headers.get('origin')
  if (origin === null || !origins.includes(origin)) return vary
  return {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': exposedHeaders,
  }
}

/** Asked before a request that a page could not send by itself (Fetch section 3.3.2); it carries no credentials. */
export const isPreflight = ({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean =>
  method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')

/** The headers of the answer to a preflight, whose status is 204: what an origin of the list may send, else nothing. */
export const preflightHeaders = (
  request: Pick<Request, 'headers'>,
  origins: readonly string[],
): Readonly<Record<string, string>> => {
  const headers = corsHeaders(request, origins)
  return 'access-control-allow-origin' in headers
    ? {
        ...headers,
        'access-control-allow-methods': allowedMethods,
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': secondsToRemember,
      }
    : headers
}
