/** So long an issuer that failed is left alone, ms. */
const pauseMs = 5_000

/**
 * A question to the issuer that is not put again within five seconds of its failure: until then all are given the same
 * failure. Anybody can bring such questions about, with no account; an issuer in trouble must not get more for it.
 */
export const sparedAfterFailure = <A>(ask: () => Promise<A>, now: () => number): (() => Promise<A>) => {
  let failed: { readonly cause: unknown; readonly at: number } | null = null
  return async () => {
    if (failed !== null) {
      const since = now() - failed.at
      // Below zero the clock was set back: that must not make the pause an hour.
      if (since >= 0 && since < pauseMs) throw failed.cause
    }
    try {
      return await ask()
    } catch (cause) {
      failed = { cause, at: now() }
      throw cause
    }
  }
}
