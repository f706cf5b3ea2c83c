/**
 * The issuer of tokens could not be asked, or said what cannot be used: nothing is known of the token, so the caller
 * is told to come back (503). The message says what to do; it never holds a token or a claim.
 */
export class IssuerError extends Error {
  override readonly name: string = 'IssuerError'
}

/**
 * The issuer was not asked, to spare it: too many questions are under way, or too many invented tokens came from there.
 * Callers bring it about at will, so the server tells `onDefect` nothing of it; its answer has `tooManyTokens` as reason.
 */
export class IssuerSparedError extends IssuerError {
  override readonly name = 'IssuerSparedError'
  /** When it is worth trying again, s. */
  readonly retryAfter: number
  constructor(message: string, retryAfter: number) {
    super(message)
    this.retryAfter = retryAfter
  }
}

/** What network and parser say may repeat what was sent; its name is enough to go on with. */
export const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'unknown'
  if ('code' in cause) return String(cause.code)
  const { cause: inner } = cause
  return inner instanceof Error && 'code' in inner ? String(inner.code) : cause.name
}
