import { randomBase64, type Random } from '../random.ts'
import type { Grant } from './scopes.ts'

/** Undocumented; a month is what such servers give. */
const lifetimeMs = 30 * 24 * 3_600_000

export interface RefreshTokens {
  readonly issue: (grant: Grant) => string
  /** What a token was issued for. A token may be spent once (RFC 9700 section 4.14.2); then it is unknown. */
  readonly spend: (refreshToken: string) => Grant | undefined
  readonly revokeAllOf: (userId: string) => void
}

export const createRefreshTokens = (now: () => number, random: Random): RefreshTokens => {
  const issued = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>()
  return {
    issue: (grant) => {
      for (const [old, { expiresAt }] of issued) if (now() >= expiresAt) issued.delete(old)
      const token = randomBase64(random, 32)
      issued.set(token, { grant, expiresAt: now() + lifetimeMs })
      return token
    },
    spend: (refreshToken) => {
      const found = issued.get(refreshToken)
      issued.delete(refreshToken)
      return found !== undefined && now() < found.expiresAt ? found.grant : undefined
    },
    revokeAllOf: (userId) => {
      for (const [token, { grant }] of issued) if (grant.userId === userId) issued.delete(token)
    },
  }
}
