/** Why a request that a cookie authenticates is not believed to come from a page of ours. */
export type Forgery = 'originMissing' | 'foreignOrigin' | 'crossSite'

export interface ForgeryOptions {
  /** Other origins whose pages may use the server, as a browser writes them: `https://app.example.com`. */
  readonly origins: readonly string[]
}

// What changes nothing may be asked for by any page, which cannot read the answer (RFC 9110 section 9.2.1).
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may have been sent by a page that is not ours: to be asked where a cookie says who it is, which a
 * browser sends along whoever asks for it. Null if it is believed.
 *
 * A browser says with every request that changes something which page it came from, and no page can change that:
 * `Origin` (Fetch section 3.1) must be there, and be our own or one of the list; `Sec-Fetch-Site` must be
 * `same-origin` but for those of the list. Browsers that do not know it (Safari before 16.4) leave it out.
 *
 * Our own origin is that of the request's address. Behind a proxy that speaks TLS for us it is another: put what
 * browsers see into the list.
 */
export const forgeryIn = (
  { method, url, headers }: Pick<Request, 'method' | 'url' | 'headers'>,
  { origins }: ForgeryOptions,
): Forgery | null => {
  if (safeMethods.has(method)) return null
  const origin = headers.get('origin')
  if (origin === null) return 'originMissing'
  if (origins.includes(origin)) return null
  if (origin !== new URL(url).origin) return 'foreignOrigin'
  const site = headers.get('sec-fetch-site')
  return site === null || site === 'same-origin' ? null : 'crossSite'
}
