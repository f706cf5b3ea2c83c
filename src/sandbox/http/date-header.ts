import type { MiddlewareHandler } from 'hono'

/** Writes the HTTP `Date` (RFC 9110 section 6.6.1), which would otherwise be the time of this machine. */
export const dated = (response: Response, now: number): Response => {
  // ECMAScript's form of a date is IMF-fixdate.
  response.headers.set('date', new Date(now).toUTCString())
  return response
}

/** Dates every reply that has no date yet. */
export const everyReplyDated =
  (now: () => number): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (!c.res.headers.has('date')) c.res.headers.set('date', new Date(now()).toUTCString())
  }
