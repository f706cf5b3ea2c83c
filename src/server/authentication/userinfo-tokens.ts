import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { reveal, type Redacted } from '../../../machines/index.ts'
import { parseJson } from '../../json/index.ts'
import { askedText, usualFetch, type Fetch } from './asked-json.ts'
import type { Authenticate } from './authenticate.ts'
import { bearerTokenOf } from './bearer-token.ts'
import { discovery } from './discovery.ts'
import { IssuerError } from './issuer-error.ts'
import { checkedIssuer } from './issuer-url.ts'
import { shortCache } from './short-cache.ts'
import { Subject } from './subject.ts'

export interface UserinfoTokensOptions {
  /** As its configuration calls it: `https://acme.genauth.ai/oidc`. */
  readonly issuer: string
  /** How long an answer counts, ms: a token that is revoked may go on for so long. Default: 30,000. */
  readonly cacheMs?: number
  /** How long a stream may go on before its token must be shown again, ms. Default: 300,000. */
  readonly streamMs?: number
  readonly fetch?: Fetch
  /** Epoch ms; the system's clock by default. */
  readonly now?: () => number
}

const Claims = t.type({ sub: Subject })

/** So many tokens are remembered at once. */
const mostTokens = 10_000

// RFC 6750 section 3.1: malformed, unknown, or not enough.
const refusals: ReadonlySet<number> = new Set([400, 401, 403])

/** A name for a token, which is worth nothing to whoever reads it. */
const digestOf = async (token: Redacted<string>): Promise<string> => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(reveal(token)))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Authenticates by an access token that only its issuer can read, `Authorization: Bearer …`: asks userinfo (OpenID
 * Connect Core section 5.3) whose it is. One question a token within `cacheMs`, however many requests come with it.
 *
 * Userinfo says nothing of the audience: a token that another application of the same issuer was given counts as
 * well. Where tokens are JWTs, `bearerTokens` asks for more and costs no request.
 *
 * It rejects with `IssuerError` (503) while the issuer cannot be asked; a token that it refuses is `null` (401).
 *
 * @throws TypeError for an issuer that cannot work.
 *
 * @example
 * const authenticate = userinfoTokens({ issuer: 'https://acme.genauth.ai/oidc' })
 */
export const userinfoTokens = ({
  cacheMs = 30_000,
  streamMs = 300_000,
  fetch: fetchIt = usualFetch,
  now = Date.now,
  ...options
}: UserinfoTokensOptions): Authenticate => {
  const issuer = checkedIssuer(options.issuer)
  const discover = discovery(issuer, fetchIt)

  const subjectOf = async (token: Redacted<string>): Promise<string | null> => {
    const { userinfoUrl } = await discover()
    if (userinfoUrl === null)
      throw new IssuerError(`The issuer ${issuer} has no userinfo. Verify its tokens as JWTs instead.`)
    const { status, text } = await askedText(fetchIt, userinfoUrl, {
      authorization: `Bearer ${reveal(token)}`,
    })
    if (refusals.has(status)) return null
    const claims = pipe(
      status === 200 ? parseJson(text) : E.left('notJson'),
      E.chainW((json) => Claims.decode(json)),
    )
    if (E.isRight(claims)) return claims.right.sub
    throw new IssuerError(`Userinfo of ${issuer} answered with HTTP ${status}, and not whose the token is`)
  }

  const subjects = shortCache<string>({ forMs: cacheMs, most: mostTokens, now })

  return async (request) => {
    const token = bearerTokenOf(request)
    if (token === null) return null
    const subject = await subjects(await digestOf(token), () => subjectOf(token))
    if (subject === null) return null
    return { subject, getAccessToken: async () => token, expiresAt: now() + streamMs, byCookie: false }
  }
}
