import * as t from 'io-ts'
import type { JWTVerifyGetKey } from 'jose'
import { reveal } from '../../../machines/index.ts'
import { accessTokenClaims } from './access-token-claims.ts'
import { checkedAlgorithms } from './algorithms.ts'
import { askedJson, usualFetch, type Fetch } from './asked-json.ts'
import type { AuthenticateByToken } from './authenticate.ts'
import { bearerTokenOf } from './bearer-token.ts'
import { discovery } from './discovery.ts'
import { IssuerError, reasonOf } from './issuer-error.ts'
import { checkedIssuer, isTrustworthy } from './issuer-url.ts'
import { sparedAfterFailure } from './spared-after-failure.ts'

export interface BearerTokensOptions {
  /** What tokens name as their `iss`, to the letter: `https://acme.genauth.ai/oidc`. */
  readonly issuer: string
  /** What tokens must name in their `aud`: the application's id, at GenAuth. Of several, one. */
  readonly audience: string | readonly string[]
  /** Where the keys are, if the issuer is not to be asked for it. */
  readonly jwksUrl?: string
  /** Which signatures count. Default: RS256, ES256, PS256 and EdDSA. Never `none`, and none with a shared secret. */
  readonly algorithms?: readonly string[]
  /** By how much clocks may differ, ms. Default: 5,000. */
  readonly clockToleranceMs?: number
  readonly fetch?: Fetch
  /** Epoch ms; the system's clock by default. */
  readonly now?: () => number
}

/** What jose says of the token, as opposed to what it says of the issuer. */
const faultsOfTheToken: ReadonlySet<string> = new Set([
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_EXPIRED',
  'ERR_JWT_INVALID',
])

const loadJose = () =>
  import('jose').catch((cause: unknown) => {
    throw new Error('Verifying access tokens needs a package: run npm install jose', { cause })
  })

const checkedAudience = (audience: string | readonly string[]): string[] => {
  const names = [audience].flat().filter((name) => name !== '')
  if (names.length === 0)
    throw new TypeError("audience must be what tokens name as their aud: the application's id at GenAuth")
  return names
}

// RFC 7517 section 5.
const KeySet = t.type({ keys: t.array(t.UnknownRecord) })

const askedKeys = async (fetchIt: Fetch, url: string): Promise<t.TypeOf<typeof KeySet>> => {
  const said = await askedJson(fetchIt, url)
  if (KeySet.is(said)) return said
  throw new IssuerError(`${url} answered with no set of keys (JWKS). Check the issuer.`)
}

/**
 * The keys of an issuer: fetched when first needed, kept for ten minutes, asked for anew at most twice a minute, or
 * five seconds after a failure.
 */
const keysOf = (jwksUrlOf: () => Promise<string>, fetchIt: Fetch, now: () => number): JWTVerifyGetKey => {
  const made = async (): Promise<JWTVerifyGetKey> => {
    const { createRemoteJWKSet, customFetch } = await loadJose()
    const url = new URL(await jwksUrlOf())
    // Within jose, not around it: tokens of keys that it holds go on while new keys cannot be had.
    const ask = sparedAfterFailure(() => askedKeys(fetchIt, url.href), now)
    return createRemoteJWKSet(url, { [customFetch]: async () => Response.json(await ask()) })
  }
  let keys: Promise<JWTVerifyGetKey> | null = null
  return async (header, token) => {
    keys ??= made().catch((cause: unknown) => {
      keys = null
      throw cause
    })
    return (await keys)(header, token)
  }
}

/**
 * Authenticates by an access token that is a JWT, `Authorization: Bearer …`, as GenAuth issues them: signature by the
 * issuer's keys, issuer, audience, times, and that it is an access token. Needs `jose`. What the token opens is
 * asked of the issuer no more: one that was revoked counts until it expires; see `userinfoTokens`.
 *
 * It rejects with `IssuerError` (503) while the issuer cannot be asked, and asks it again five seconds after it failed
 * at the earliest; tokens of keys that it holds go on. Whatever is wrong with a token is `null` (401).
 *
 * @throws TypeError for an issuer, audience or algorithm that cannot work.
 *
 * @example
 * const authenticate = bearerTokens({ issuer: 'https://acme.genauth.ai/oidc', audience: appId })
 */
export const bearerTokens = ({
  algorithms = ['RS256', 'ES256', 'PS256', 'EdDSA'],
  clockToleranceMs = 5_000,
  fetch: fetchIt = usualFetch,
  now = Date.now,
  ...options
}: BearerTokensOptions): AuthenticateByToken => {
  const issuer = checkedIssuer(options.issuer)
  const audience = checkedAudience(options.audience)
  const allowed = checkedAlgorithms(algorithms)
  const { jwksUrl } = options
  if (jwksUrl !== undefined && !isTrustworthy(jwksUrl))
    throw new TypeError('jwksUrl must be an https address (plain http is for this machine only)')
  const discover = discovery(issuer, fetchIt, now)
  const keys = keysOf(async () => jwksUrl ?? (await discover()).jwksUrl, fetchIt, now)

  return async (request) => {
    const token = bearerTokenOf(request)
    if (token === null) return null
    const { jwtVerify } = await loadJose()
    const verified = await jwtVerify(reveal(token), keys, {
      issuer,
      audience,
      algorithms: [...allowed],
      clockTolerance: clockToleranceMs / 1_000,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub'],
    }).catch((cause: unknown) => {
      // Its own errors hold the claims.
      const code = reasonOf(cause)
      if (faultsOfTheToken.has(code)) return null
      throw cause instanceof IssuerError
        ? cause
        : new IssuerError(`The keys of ${issuer} cannot be used (${code}). Check the issuer.`)
    })
    if (verified === null) return null
    const claims = accessTokenClaims(verified.protectedHeader.typ, verified.payload)
    return claims && { ...claims, getAccessToken: async () => token, byCookie: false }
  }
}
