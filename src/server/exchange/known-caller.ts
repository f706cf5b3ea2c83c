import * as E from '#fp-ts/Either'
import { redact, type Redacted } from '../../../machines/index.ts'
import type { Authenticated } from '../authentication/authenticate.ts'
import { IssuerSparedError } from '../authentication/issuer-error.ts'
import { forgeryIn } from '../forgery/forgery.ts'
import { networkOf } from '../limits/network.ts'
import { problem, type Problem } from '../problem/problem.ts'
import type { CallerExchange, Exchange, Handler } from './exchange.ts'
import type { Settings } from './settings.ts'
import { spend } from './spend.ts'

/** RFC 9110 section 11.6.1 asks for the header, RFC 6750 section 3.1 for the error where a token was shown. */
const challengeTo = ({ headers }: Request) => ({
  'www-authenticate': headers.has('authorization') ? 'Bearer error="invalid_token"' : 'Bearer',
})

/** Who guesses tokens is counted by where they come from. */
const spendByAddress = (remoteAddress: string | null, settings: Settings): Promise<Problem | null> =>
  spend([{ limit: 'request', key: `address ${networkOf(remoteAddress ?? '')}` }], settings)

const authenticated = async (
  { request, remoteAddress }: Exchange,
  settings: Settings,
): Promise<E.Either<Problem, Authenticated>> => {
  try {
    const caller = await settings.authenticate(request, { remoteAddress })
    if (caller !== null) return E.right(caller)
  } catch (cause) {
    if (cause instanceof IssuerSparedError)
      return E.left(
        problem('authentication-unavailable', { reason: 'tooManyTokens', retryAfter: cause.retryAfter }),
      )
    const refused = await spendByAddress(remoteAddress, settings)
    // So nobody fills the log with what they invent while the issuer cannot be asked.
    if (refused === null) settings.report(cause)
    return E.left(refused ?? problem('authentication-unavailable', { retryAfter: 5 }))
  }
  const refused = await spendByAddress(remoteAddress, settings)
  return E.left(refused ?? problem('unauthenticated', { headers: challengeTo(request) }))
}

/** Lets a request in whose sender is known, sent it on purpose, and not too often. */
export const forKnownCallers =
  (settings: Settings, handle: Handler<CallerExchange>): Handler =>
  async (exchange) => {
    const found = await authenticated(exchange, settings)
    if (E.isLeft(found)) return found
    const caller = found.right
    const { request, notes } = exchange
    notes.subject = redact(caller.subject)
    const byCookie = caller.byCookie ?? !request.headers.has('authorization')
    const forgery = byCookie ? forgeryIn(request, settings) : null
    if (forgery !== null) return E.left(problem('forged-request', { reason: forgery }))
    const refused = await spend([{ limit: 'request', key: `subject ${caller.subject}` }], settings)
    return refused === null ? handle({ ...exchange, caller }) : E.left(refused)
  }

/** The person's access token, for the calls that are made for them. */
export const accessTokenOf = async ({
  caller,
  request,
}: CallerExchange): Promise<E.Either<Problem, Redacted<string>>> => {
  try {
    return E.right(await caller.getAccessToken())
  } catch {
    return E.left(problem('unauthenticated', { headers: challengeTo(request) }))
  }
}
