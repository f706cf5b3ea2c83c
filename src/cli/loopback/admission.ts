import type { IncomingHttpHeaders } from 'node:http'

/**
 * The names under which a page of this machine answers. A browser leaves out port 80. `localhost` is none of them:
 * it may be another address than 127.0.0.1, where another program listens.
 */
const hostsOf = (port: number): readonly string[] =>
  port === 80 ? ['127.0.0.1', '127.0.0.1:80'] : [`127.0.0.1:${port}`]

/**
 * Why a request must not come in, whoever sends it; null if it may. Other programs of this machine can always
 * connect; what must be kept out is a web page in the person's own browser:
 *
 * - by the exact `Host`: a name that an attacker rebinds to 127.0.0.1 would make their page "the same origin";
 * - by `Origin`: another page, or an opaque one (`null`: a sandboxed frame, a file), sends its own;
 * - by `Sec-Fetch-Site`: what another page embeds or links to comes without an `Origin`.
 */
export const strangerIn = (headers: IncomingHttpHeaders, port: number): 'host' | 'origin' | 'site' | null => {
  const { host, origin } = headers
  const hosts = hostsOf(port)
  if (host === undefined || !hosts.includes(host)) return 'host'
  if (origin !== undefined && !hosts.some((known) => origin === `http://${known}`)) return 'origin'
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' ? null : 'site'
}

/** Browsers fetch ahead what a person may open next; that must not use up a link. */
export const isAhead = (headers: IncomingHttpHeaders): boolean =>
  /prefetch|preview|prerender/.test(`${String(headers['sec-purpose'])} ${String(headers['purpose'])}`)
