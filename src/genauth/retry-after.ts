const longest = 24 * 60 * 60 * 1_000

/**
 * When a `Retry-After` header ends (RFC 9110 section 10.2.3), in epoch ms: delay seconds or an HTTP date.
 * At most a day ahead, so that a mistaken header locks nobody out for good. Undefined if there is none to
 * understand; in a browser it is seen only if the server exposes it (`Access-Control-Expose-Headers`).
 */
export const retryAtOf = (header: string | null, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : undefined
  // Date.parse alone would also read '3 apples' in some engines.
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
    ? Date.parse(text)
    : NaN
  const at = seconds === undefined ? date : now + seconds * 1_000
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at, now), now + longest)
}
