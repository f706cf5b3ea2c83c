import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { askedJson, type Fetch } from './asked-json.ts'
import { IssuerError } from './issuer-error.ts'
import { isTrustworthy } from './issuer-url.ts'
import { sparedAfterFailure } from './spared-after-failure.ts'

const Configuration = t.intersection([
  t.type({ issuer: t.string, jwks_uri: t.string }),
  t.partial({ userinfo_endpoint: t.string }),
])

/** Where an issuer says its keys and its userinfo are. */
export interface Discovered {
  readonly jwksUrl: string
  readonly userinfoUrl: string | null
}

const discover = async (issuer: string, fetchIt: Fetch): Promise<Discovered> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const decoded = Configuration.decode(await askedJson(fetchIt, url))
  if (E.isLeft(decoded))
    throw new IssuerError(`${url} is no configuration of OpenID Connect. Check the issuer.`)
  const { issuer: named, jwks_uri: jwksUrl, userinfo_endpoint: userinfoUrl = null } = decoded.right
  // Section 4.3: it must be the one that was asked for, or one issuer could speak for another.
  if (named !== issuer)
    throw new IssuerError(
      `${url} speaks for another issuer than the one it was asked for. Give the issuer exactly as it calls itself.`,
    )
  if (![jwksUrl, userinfoUrl ?? jwksUrl].every(isTrustworthy))
    throw new IssuerError(`${url} names addresses that are not https. They cannot be trusted.`)
  return { jwksUrl, userinfoUrl }
}

/**
 * What an issuer says of itself (OpenID Connect Discovery section 4), asked for once it is needed, and again only if
 * that failed, after five seconds. Who asks meanwhile shares the question.
 */
export const discovery = (issuer: string, fetchIt: Fetch, now: () => number): (() => Promise<Discovered>) => {
  const ask = sparedAfterFailure(() => discover(issuer, fetchIt), now)
  let discovered: Promise<Discovered> | null = null
  return () => {
    discovered ??= ask().catch((cause: unknown) => {
      discovered = null
      throw cause
    })
    return discovered
  }
}
