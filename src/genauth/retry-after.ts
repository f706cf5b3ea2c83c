import { httpDateOf } from './http-date.ts'

const longest = 24 * 60 * 60 * 1_000

/**
 * When a `Retry-After` header ends (RFC 9110 section 10.2.3), in epoch ms: delay seconds or an HTTP date.
 * At most a day ahead, so that a mistaken header locks nobody out for good. Undefined if there is none to
 * understand; in a browser it is seen only if the server exposes it (`Access-Control-Expose-Headers`).
 */
export const retryAtOf = (header: string | null, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  const at = /^\d{1,10}$/.test(text) ? now + Number(text) * 1_000 : httpDateOf(text)
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + longest)
}
