import { randomHex, type Random } from '../random.ts'
import type { Grant } from './scopes.ts'
import { signedJwt } from './signing-key.ts'

/** The vendor's sample `expire_in`, seconds. */
export const accessTokenSeconds = 7200

export interface AccessTokens {
  readonly issue: (grant: Grant) => string
  /** What a token was issued for, or undefined for an unknown, revoked or expired one. */
  readonly grantOf: (accessToken: string) => Grant | undefined
  readonly revoke: (accessToken: string) => void
  readonly revokeAllOf: (userId: string) => void
}

export interface TokenSettings {
  readonly now: () => number
  readonly random: Random
  /** `iss` of every token. */
  readonly issuer: string
  /** `aud` of every token. */
  readonly appId: string
}

/**
 * Access tokens: RS256 JWTs (RFC 9068) that die after two hours of the clock. Whose a token is, and whether it
 * still counts, is known here and never read out of it; the signature is for others, who ask the JWKS.
 */
export const createAccessTokens = ({ now, random, issuer, appId }: TokenSettings): AccessTokens => {
  const issued = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>()
  return {
    issue: (grant) => {
      for (const [old, { expiresAt }] of issued) if (now() >= expiresAt) issued.delete(old)
      const iat = Math.floor(now() / 1000)
      const exp = iat + accessTokenSeconds
      const { userId, scope } = grant
      const claims = { iss: issuer, sub: userId, aud: appId, iat, exp, jti: randomHex(random, 16), scope }
      const token = signedJwt('at+jwt', claims)
      // The very moment the token itself names, so that nobody who reads it disagrees with us.
      issued.set(token, { grant, expiresAt: exp * 1000 })
      return token
    },
    grantOf: (accessToken) => {
      const found = issued.get(accessToken)
      return found !== undefined && now() < found.expiresAt ? found.grant : undefined
    },
    revoke: (accessToken) => {
      issued.delete(accessToken)
    },
    revokeAllOf: (userId) => {
      for (const [token, { grant }] of issued) if (grant.userId === userId) issued.delete(token)
    },
  }
}
