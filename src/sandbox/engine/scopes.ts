import type { Account } from './accounts.ts'
import type { Claims } from './signing-key.ts'

/** Whose a token is, and what it may be used for. */
export interface Grant {
  readonly userId: string
  /** Words parted by spaces (RFC 6749 section 3.3). */
  readonly scope: string
}

/** The scopes the sandbox knows; others are left out of what is granted. */
export const scopes = ['openid', 'profile', 'email', 'phone', 'offline_access'] as const

/** What is granted to those who ask for nothing special. */
export const defaultScope = 'openid profile email phone'

const words = (scope: string): readonly string[] => scope.split(' ')

export const hasScope = (scope: string, word: (typeof scopes)[number]): boolean => words(scope).includes(word)

/** The known words of what was asked for, and always `openid`. */
export const grantedScope = (asked: string): string =>
  scopes.filter((known) => known === 'openid' || hasScope(asked, known)).join(' ')

/** What a scope tells of a person (OpenID Connect Core section 5.4). */
export const claimsOf = ({ userId, username, email, phone }: Account, scope: string): Claims => ({
  sub: userId,
  ...(username !== undefined && hasScope(scope, 'profile') ? { preferred_username: username } : {}),
  ...(email !== undefined && hasScope(scope, 'email') ? { email, email_verified: true } : {}),
  ...(phone !== undefined && hasScope(scope, 'phone')
    ? { phone_number: phone, phone_number_verified: true }
    : {}),
})
