import { Hono, type Context } from 'hono'
import { cors } from 'hono/cors'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { Endpoint } from '../endpoint.ts'
import type { Account } from '../engine/accounts.ts'
import type { Engine } from '../engine/engine.ts'
import { refused, type Refusal } from '../engine/refusal.ts'
import {
  decodeBody,
  EnrollFactorBody,
  SendEnrollFactorRequestBody,
  SignInBody,
} from '../engine/request-bodies.ts'
import type { Exchange } from '../exchange.ts'
import type { Random } from '../random.ts'
import type { Bindings } from './bindings.ts'
import { accessTokenOf, brandHeader, brandHeaders } from './brand-headers.ts'
import { closeConnection, disturbedResponse } from './disturbed-response.ts'
import { envelope } from './envelope.ts'
import { shapeList, shapeOtpData, type ListShape, type OtherOtpData } from './list-shape.ts'
import { readJson } from './read-json.ts'

export interface ApiParts {
  readonly appId: string
  readonly engine: Engine
  readonly exchange: Exchange
  readonly random: Random
  readonly listShape: ListShape
  readonly otherOtpData: OtherOtpData
}

type Env = { Bindings: Bindings }
type Answer = E.Either<Refusal, unknown>
type Work = (request: Request) => Answer | Promise<Answer>

/** Browsers may call the API from any page: it is a development server, and every call needs a token. */
const fromAnyPage = cors({
  origin: (origin) => origin,
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'content-type', ...brandHeaders],
  exposeHeaders: ['retry-after'],
  // The vendor's SDK sends credentials along; there is no cookie for them to carry.
  credentials: true,
  maxAge: 600,
})

/** The endpoints under `/api/v3`. */
export const apiRoutes = ({
  appId,
  engine,
  exchange,
  random,
  listShape,
  otherOtpData,
}: ApiParts): Hono<Env> => {
  const ofApplication = (request: Request): E.Either<Refusal, Request> => {
    const given = brandHeader(request.headers, 'app-id')
    if (given === null || given === '') return E.left(refused('appIdMissing'))
    return given === appId ? E.right(request) : E.left(refused('appUnknown'))
  }

  const signedIn = (request: Request): E.Either<Refusal, Account> =>
    pipe(
      ofApplication(request),
      E.chain(({ headers }) => engine.authenticate(accessTokenOf(headers))),
    )

  const posted =
    <A, Who>(
      codec: Parameters<typeof decodeBody<A>>[0],
      admit: (request: Request) => E.Either<Refusal, Who>,
      work: (who: Who, body: A) => Answer,
    ): Work =>
    async (request) => {
      const who = admit(request)
      if (E.isLeft(who)) return who
      return pipe(
        await readJson(request),
        E.chain((json) => decodeBody(codec, json)),
        E.chain((body) => work(who.right, body)),
      )
    }

  const serve =
    (endpoint: Endpoint, work: Work) =>
    async (c: Context<Env>): Promise<Response> => {
      const request = c.req.raw
      const carryOut = () => work(request)
      const exchanged = await exchange({ endpoint, via: 'http', signal: c.env.closing, carryOut })
      switch (exchanged.kind) {
        case 'answered':
          return envelope(request.headers, random, exchanged.answer)
        case 'disturbed':
          return disturbedResponse(exchanged.fault, request, c.env, random)
        case 'givenUp':
          return closeConnection(c.env)
      }
    }

  const listed =
    (list: (person: Account) => readonly unknown[]): Work =>
    (request) =>
      pipe(
        signedIn(request),
        E.map((person) => shapeList(list(person), listShape)),
      )

  const api = new Hono<Env>()
  api.use(fromAnyPage)
  api.post(
    '/signin',
    serve(
      'signin',
      posted(SignInBody, ofApplication, (_, body) => engine.signIn(body)),
    ),
  )
  api.post(
    '/send-enroll-factor-request',
    serve(
      'sendEnrollFactorRequest',
      posted(SendEnrollFactorRequestBody, signedIn, (person, body) =>
        pipe(
          engine.sendEnrollFactorRequest(person, body),
          E.map((data) => shapeOtpData(data, otherOtpData)),
        ),
      ),
    ),
  )
  api.post('/enroll-factor', serve('enrollFactor', posted(EnrollFactorBody, signedIn, engine.enrollFactor)))
  api.get(
    '/list-enrolled-factors',
    serve(
      'listEnrolledFactors',
      listed((person) =>
        engine
          .listEnrolledFactors(person)
          .map(({ factorId, factorType, profile }) => ({ factorId, factorType, profile })),
      ),
    ),
  )
  api.get('/list-factors-to-enroll', serve('listFactorsToEnroll', listed(engine.listFactorsToEnroll)))
  return api
}
