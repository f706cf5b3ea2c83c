import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { reveal, type Redacted } from '../../../machines/index.ts'
import { parseJson } from '../../json/index.ts'
import { askedText, usualFetch, type Fetch } from './asked-json.ts'
import type { AuthenticateByToken } from './authenticate.ts'
import { bearerTokenOf } from './bearer-token.ts'
import { discovery } from './discovery.ts'
import { inventedTokens } from './invented-tokens.ts'
import { IssuerError, IssuerSparedError } from './issuer-error.ts'
import { checkedIssuer } from './issuer-url.ts'
import { shortMemory } from './short-memory.ts'
import { Subject } from './subject.ts'

export interface UserinfoTokensOptions {
  /** As its configuration calls it: `https://acme.genauth.ai/oidc`. */
  readonly issuer: string
  /** How long an answer counts, ms: a token that is revoked may go on for so long. Default: 30,000. */
  readonly cacheMs?: number
  /** How long a stream may go on before its token must be shown again, ms. Default: 300,000. */
  readonly streamMs?: number
  /**
   * How many tokens of one network (an IPv4 address, an IPv6 /64) the issuer may refuse within a minute; of a /48 four
   * times as many. Beyond, tokens that it never took are not asked about. Default: 30.
   */
  readonly mostRefused?: number
  /**
   * How many questions to the issuer may be under way at once. At most half of them are about tokens that were not
   * good within the last hour. Default: 64.
   */
  readonly mostAtOnce?: number
  readonly fetch?: Fetch
  /** Epoch ms; the system's clock by default. */
  readonly now?: () => number
}

const Claims = t.type({ sub: Subject })

/** So many tokens are remembered at once, of those that are somebody's, and of those that are nobody's. */
const mostTokens = 10_000
/** A refused token is asked about again after so long, ms: an issuer may know a new one a moment late. */
const refusedForMs = 10_000
/** For so long a token that was somebody's is not taken for an invented one, ms: as long as most of them last. */
const provenForMs = 3_600_000

const isPositiveInteger = (number: number): boolean => Number.isSafeInteger(number) && number > 0

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
 * Whoever invents tokens must not make this server flood its issuer. A refused token is remembered for ten seconds;
 * beyond `mostRefused` and `mostAtOnce` it rejects with `IssuerSparedError` (503), never `null`: nobody is signed out
 * since a stranger behind the same address invents tokens, and those that were somebody's lately go on: half of the
 * questions are kept for them.
 *
 * @throws TypeError for an issuer that cannot work, RangeError for a number that cannot.
 *
 * @example
 * const authenticate = userinfoTokens({ issuer: 'https://acme.genauth.ai/oidc' })
 */
export const userinfoTokens = ({
  cacheMs = 30_000,
  streamMs = 300_000,
  mostRefused = 30,
  mostAtOnce = 64,
  fetch: fetchIt = usualFetch,
  now = Date.now,
  ...options
}: UserinfoTokensOptions): AuthenticateByToken => {
  const issuer = checkedIssuer(options.issuer)
  if (!isPositiveInteger(mostRefused) || !isPositiveInteger(mostAtOnce))
    throw new RangeError('mostRefused and mostAtOnce must be whole numbers above zero')
  const discover = discovery(issuer, fetchIt, now)

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

  // Apart, so that inventing tokens pushes out nothing that is worth keeping.
  const subjects = shortMemory<string>({ forMs: cacheMs, most: mostTokens, now })
  const refused = shortMemory<true>({ forMs: Math.min(cacheMs, refusedForMs), most: mostTokens, now })
  const proven = shortMemory<true>({ forMs: provenForMs, most: mostTokens, now })
  const invented = inventedTokens({ most: mostRefused, now })
  const underWay = new Map<string, Promise<string | null>>()
  const newUnderWay = new Set<string>()
  // With one place only there is none to keep.
  const mostNewAtOnce = Math.max(1, Math.floor(mostAtOnce / 2))

  const asked = async (digest: string, token: Redacted<string>, remoteAddress: string | null) => {
    const subject = await subjectOf(token)
    if (subject === null) {
      refused.set(digest, true)
      invented.count(remoteAddress)
    } else {
      subjects.set(digest, subject)
      proven.set(digest, true)
    }
    return subject
  }

  /** Who asks about a token that is being asked about waits for the same answer. */
  const answerTo = (digest: string, token: Redacted<string>, remoteAddress: string | null) => {
    const known = underWay.get(digest)
    if (known !== undefined) return known
    const isNew = proven.get(digest) !== true
    if (isNew && invented.areTooMany(remoteAddress))
      throw new IssuerSparedError('Too many tokens from one network were refused within a minute', 30)
    if (underWay.size >= mostAtOnce)
      throw new IssuerSparedError(`${mostAtOnce} questions to the issuer are under way already`, 1)
    if (isNew && newUnderWay.size >= mostNewAtOnce)
      throw new IssuerSparedError(`${mostNewAtOnce} questions about new tokens are under way already`, 1)
    const answer = asked(digest, token, remoteAddress).finally(() => {
      underWay.delete(digest)
      newUnderWay.delete(digest)
    })
    underWay.set(digest, answer)
    if (isNew) newUnderWay.add(digest)
    return answer
  }

  return async (request, { remoteAddress } = { remoteAddress: null }) => {
    const token = bearerTokenOf(request)
    if (token === null) return null
    const digest = await digestOf(token)
    if (refused.get(digest) === true) return null
    const subject = subjects.get(digest) ?? (await answerTo(digest, token, remoteAddress))
    if (subject === null) return null
    return { subject, getAccessToken: async () => token, expiresAt: now() + streamMs, byCookie: false }
  }
}
