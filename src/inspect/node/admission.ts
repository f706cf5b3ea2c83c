import type { IncomingMessage } from 'node:http'
import { sameText } from '../../constant-time/index.ts'

export interface Admission {
  /** The secret of this run. */
  readonly token: string
  readonly port: number
  /** Origins of pages that may connect. */
  readonly origins: readonly string[]
}

const once = (values: readonly string[] | undefined): string | null => {
  const [value, ...more] = values ?? []
  return value === undefined || more.length > 0 ? null : value
}

/**
 * The status by which a request for a WebSocket connection is refused, or null where it is admitted.
 *
 * A page of another origin may ask any port of this machine, and DNS can be made to name it: browsers say `Origin`
 * and `Host` truthfully. A program sends no `Origin`, or whichever it likes, so for programs the token decides.
 */
export const refusalOf = (
  request: IncomingMessage,
  { token, port, origins }: Admission,
): 401 | 403 | 404 | null => {
  // As an address names it: without the port where that is the scheme's own.
  const { host } = new URL(`ws://127.0.0.1:${port}/`)
  if (once(request.headersDistinct['host']) !== host) return 403
  const origin = request.headersDistinct['origin']
  if (origin !== undefined && !origins.includes(once(origin) ?? '')) return 403
  // As it was sent: a URL would tidy `//` and `/..` away first.
  const [path, ...query] = (request.url ?? '').split('?')
  if (path !== '/') return 404
  const given = new URLSearchParams(query.join('?')).getAll('token')
  return sameText(once(given) ?? '', token) ? null : 401
}
