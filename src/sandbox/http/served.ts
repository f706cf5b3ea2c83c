import type { Context } from 'hono'
import { cors } from 'hono/cors'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { Endpoint } from '../endpoint.ts'
import type { Account } from '../engine/accounts.ts'
import { refused, type Refusal } from '../engine/refusal.ts'
import { decodeBody } from '../engine/request-bodies.ts'
import type { Sessions } from '../engine/sessions.ts'
import type { Exchange } from '../exchange.ts'
import { languageOf, type Language } from '../language.ts'
import type { Bindings } from './bindings.ts'
import { accessTokenOf, brandHeader, brandHeaders } from './brand-headers.ts'
import { closeConnection, refuseConnection } from './connection.ts'
import { dated } from './date-header.ts'
import { disturbedResponse, type DisturbedParts } from './disturbed-response.ts'
import { envelope, type Write } from './envelope.ts'

export type Env = { Bindings: Bindings }
type Answer = E.Either<Refusal, unknown>
export type Work = (request: Request) => Answer | Promise<Answer>

/** Browsers may call the API from any page: it is a development server, and every call needs a token. */
export const fromAnyPage = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'content-type', ...brandHeaders],
  exposeHeaders: ['retry-after', 'date', 'www-authenticate'],
  // The vendor's SDK sends credentials along; there is no cookie for them to carry.
  credentials: true,
  maxAge: 600,
})

export interface AdmissionParts {
  readonly appId: string
  readonly sessions: Sessions
}

/** Who may come in. */
export const admission = ({ appId, sessions }: AdmissionParts) => {
  /** Asks for the application alone. */
  const ofApplication = ({ headers }: Request): E.Either<Refusal, undefined> => {
    const given = brandHeader(headers, 'app-id')
    if (given === null || given === '') return E.left(refused('appIdMissing'))
    return given === appId ? E.right(undefined) : E.left(refused('appUnknown'))
  }
  /** Asks for the person as well. */
  const signedIn = (request: Request): E.Either<Refusal, Account> =>
    pipe(
      ofApplication(request),
      E.chain(() => sessions.authenticate(accessTokenOf(request.headers))),
    )
  return { ofApplication, signedIn }
}

type Read = (request: Request) => E.Either<Refusal, unknown> | Promise<E.Either<Refusal, unknown>>

/** Admits, reads, decodes and then works, in this order: a stranger's body is not even read. */
export const asked =
  <A, Who>(
    admit: (request: Request) => E.Either<Refusal, Who>,
    read: Read,
    codec: Parameters<typeof decodeBody<A>>[0],
    work: (who: Who, body: A, language: Language) => Answer | Promise<Answer>,
  ): Work =>
  async (request) => {
    const who = admit(request)
    if (E.isLeft(who)) return who
    const body = pipe(
      await read(request),
      E.chain((input) => decodeBody(codec, input)),
    )
    return E.isLeft(body)
      ? body
      : work(who.right, body.right, languageOf(brandHeader(request.headers, 'lang')))
  }

export interface ServeParts extends DisturbedParts {
  readonly exchange: Exchange
}

/** Makes endpoints: work goes the way of every request, and what becomes of it is written. */
export const server =
  (parts: ServeParts) =>
  (endpoint: Endpoint, work: Work, write: Write = envelope) =>
  async (c: Context<Env>): Promise<Response> => {
    const request = c.req.raw
    const carryOut = () => work(request)
    const exchanged = await parts.exchange({ endpoint, via: 'http', signal: c.env.closing, carryOut })
    if (exchanged.kind === 'refused') return refuseConnection(c.env)
    if (exchanged.kind === 'givenUp' || exchanged.kind === 'timedOut') return closeConnection(c.env)
    const written = async () => {
      switch (exchanged.kind) {
        case 'answered':
          return write(request.headers, parts.random, exchanged.answer)
        case 'prevented':
          return disturbedResponse({ fault: exchanged.fault, reply: null }, request, c.env, parts)
        case 'spoilt': {
          const reply = write(request.headers, parts.random, exchanged.answer)
          return disturbedResponse({ fault: exchanged.fault, reply }, request, c.env, parts)
        }
      }
    }
    return dated(await written(), parts.clock.now() + exchanged.skewMs)
  }
