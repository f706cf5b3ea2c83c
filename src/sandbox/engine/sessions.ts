import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { reveal, type Redacted } from '../../../machines/index.ts'
import { accessTokenSeconds, type AccessTokens, type TokenSettings } from './access-tokens.ts'
import type { Account, Accounts } from './accounts.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import { refused, type Refusal } from './refusal.ts'
import type { SignInBody } from './request-bodies.ts'
import { claimsOf, defaultScope, grantedScope, hasScope, type Grant } from './scopes.ts'
import { signedJwt, type Claims } from './signing-key.ts'

type Answer<A> = E.Either<Refusal, A>

/** What a login or a refresh gives. */
export interface TokenSet {
  readonly access_token: string
  readonly id_token: string
  /** Only with the scope `offline_access`. */
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  readonly scope: string
}

/** Who is signed in. */
export interface Sessions {
  readonly authenticate: (accessToken: string) => Answer<Account>
  readonly signIn: (body: SignInBody) => Answer<TokenSet & { readonly expire_in: number }>
  readonly refresh: (refreshToken: Redacted<string>) => Answer<TokenSet & { readonly expires_in: number }>
  readonly userInfo: (accessToken: string) => Answer<Claims>
  readonly revoke: (accessToken: string) => void
  readonly signOut: (userId: string) => void
}

export interface SessionParts extends Omit<TokenSettings, 'random'> {
  readonly accounts: Accounts
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
}

export const createSessions = (parts: SessionParts): Sessions => {
  const { accounts, accessTokens, refreshTokens, now, issuer, appId } = parts

  const admitted = (accessToken: string): Answer<{ readonly person: Account; readonly grant: Grant }> => {
    const grant = accessTokens.grantOf(accessToken)
    const person = grant === undefined ? undefined : accounts.byId(grant.userId)
    return grant === undefined || person === undefined
      ? E.left(refused('notLoggedIn'))
      : E.right({ person, grant })
  }

  const tokensFor = (person: Account, scope: string): TokenSet => {
    const grant = { userId: person.userId, scope }
    const iat = Math.floor(now() / 1000)
    const lifetime = { iat, exp: iat + accessTokenSeconds }
    return {
      access_token: accessTokens.issue(grant),
      id_token: signedJwt('JWT', { iss: issuer, aud: appId, ...lifetime, ...claimsOf(person, scope) }),
      ...(hasScope(scope, 'offline_access') ? { refresh_token: refreshTokens.issue(grant) } : {}),
      token_type: 'Bearer',
      scope,
    }
  }

  return {
    authenticate: (accessToken) =>
      pipe(
        admitted(accessToken),
        E.map(({ person }) => person),
      ),

    signIn: ({ connection, passwordPayload, options }) => {
      if (connection !== 'PASSWORD') return E.left(refused('malformed', { field: 'connection' }))
      if (!passwordPayload) return E.left(refused('malformed', { field: 'passwordPayload' }))
      const { account, email, phone, username, password } = passwordPayload
      const name = { email: email || account, phone: phone || account, username: username || account }
      const person = accounts.byPassword(
        {
          ...(name.email ? { email: name.email } : {}),
          ...(name.phone ? { phone: name.phone } : {}),
          ...(name.username ? { username: name.username } : {}),
        },
        reveal(password),
      )
      if (person === undefined) return E.left(refused('wrongPassword'))
      // `expire_in` is the vendor's spelling, without the "s".
      const scope = grantedScope((options || {}).scope || defaultScope)
      return E.right({ ...tokensFor(person, scope), expire_in: accessTokenSeconds })
    },

    refresh: (refreshToken) => {
      const grant = refreshTokens.spend(reveal(refreshToken))
      const person = grant === undefined ? undefined : accounts.byId(grant.userId)
      if (grant === undefined || person === undefined) return E.left(refused('notLoggedIn'))
      return E.right({ ...tokensFor(person, grant.scope), expires_in: accessTokenSeconds })
    },

    userInfo: (accessToken) =>
      pipe(
        admitted(accessToken),
        E.map(({ person, grant }) => claimsOf(person, grant.scope)),
      ),

    revoke: accessTokens.revoke,
    signOut: (userId) => {
      accessTokens.revokeAllOf(userId)
      refreshTokens.revokeAllOf(userId)
    },
  }
}
