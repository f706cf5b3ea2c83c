import { randomHex, type Random } from '../random.ts'

/** The vendor's sample `expire_in`, seconds. */
export const accessTokenSeconds = 7200

export interface AccessTokens {
  readonly issue: (userId: string) => string
  /** Whose token it is, or undefined for an unknown or expired one. */
  readonly userIdOf: (accessToken: string) => string | undefined
}

/** Opaque access tokens that die after two hours of the clock. */
export const createAccessTokens = (now: () => number, random: Random): AccessTokens => {
  const issued = new Map<string, { readonly userId: string; readonly expiresAt: number }>()
  return {
    issue: (userId) => {
      for (const [old, { expiresAt }] of issued) if (now() >= expiresAt) issued.delete(old)
      const token = randomHex(random, 32)
      issued.set(token, { userId, expiresAt: now() + accessTokenSeconds * 1000 })
      return token
    },
    userIdOf: (accessToken) => {
      const found = issued.get(accessToken)
      return found !== undefined && now() < found.expiresAt ? found.userId : undefined
    },
  }
}
