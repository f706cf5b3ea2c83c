/**
 * The issuer of tokens could not be asked, or said what cannot be used: nothing is known of the token, so the caller
 * is told to come back (503). The message says what to do; it never holds a token or a claim.
 */
export class IssuerError extends Error {
  override readonly name = 'IssuerError'
}

/** What network and parser say may repeat what was sent; its name is enough to go on with. */
export const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown'
  if ('code' in cause) return String(cause.code)
  const { cause: inner } = cause
  return inner instanceof Error && 'code' in inner ? String(inner.code) : cause.name
}
