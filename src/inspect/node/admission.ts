import type { IncomingMessage } from 'node:http'
import { sameText } from './same-text.ts'

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
 * Whether a request may become a WebSocket connection.
 *
 * A page of another origin may ask any port of this machine, and DNS can be made to name it: browsers say `Origin`
 * and `Host` truthfully. A program sends no `Origin`, or whichever it likes, so for programs the token decides.
 */
export const isAdmitted = (request: IncomingMessage, { token, port, origins }: Admission): boolean => {
  const host = once(request.headersDistinct['host'])
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false
  const origin = request.headersDistinct['origin']
  if (origin !== undefined && !origins.includes(once(origin) ?? '')) return false
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  return sameText(once(searchParams.getAll('token')) ?? '', token)
}
