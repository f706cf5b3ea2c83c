import { Hono } from 'hono'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { Account } from '../engine/accounts.ts'
import type { Engine } from '../engine/engine.ts'
import {
  EnrollFactorBody,
  FactorIdBody,
  OtpVerifyBody,
  SendEnrollFactorRequestBody,
  SignInBody,
} from '../engine/request-bodies.ts'
import { wireFactorOf } from '../wire-factor.ts'
import { shapeList, shapeOtpData, type ListShape, type OtherOtpData } from './list-shape.ts'
import { readQuery } from './read-form.ts'
import { readJson } from './read-json.ts'
import {
  admission,
  asked,
  fromAnyPage,
  server,
  type AdmissionParts,
  type Env,
  type ServeParts,
  type Work,
} from './served.ts'

export interface ApiParts extends AdmissionParts, ServeParts {
  readonly engine: Engine
  readonly listShape: ListShape
  readonly otherOtpData: OtherOtpData
}

/** The endpoints under `/api/v3`. */
export const apiRoutes = (parts: ApiParts): Hono<Env> => {
  const { engine, sessions, listShape, otherOtpData } = parts
  const { ofApplication, signedIn } = admission(parts)
  const serve = server(parts)

  const listed =
    (list: (person: Account) => readonly unknown[]): Work =>
    (request) =>
      pipe(
        signedIn(request),
        E.map((person) => shapeList(list(person), listShape)),
      )

  const signIn = asked(ofApplication, readJson, SignInBody, (_, body) => sessions.signIn(body))
  const send = asked(signedIn, readJson, SendEnrollFactorRequestBody, async (person, body, language) =>
    pipe(
      await engine.sendEnrollFactorRequest(person, body, language)(),
      E.map((data) => shapeOtpData(data, otherOtpData)),
    ),
  )
  const enroll = asked(signedIn, readJson, EnrollFactorBody, engine.enrollFactor)
  const reset = asked(signedIn, readJson, FactorIdBody, (person, { factorId }) =>
    engine.resetFactor(person, factorId),
  )
  const verify = asked(signedIn, readJson, OtpVerifyBody, engine.mfaOtpVerify)
  // Some SDKs leave `|` unencoded and end the query with `&`; both mean what they seem to.
  const get = asked(
    signedIn,
    (request) => E.right(readQuery(request)),
    FactorIdBody,
    (person, { factorId }) => pipe(engine.getFactor(person, factorId), E.map(wireFactorOf)),
  )

  const api = new Hono<Env>()
  api.use(fromAnyPage)
  api.post('/signin', serve('signin', signIn))
  api.post('/send-enroll-factor-request', serve('sendEnrollFactorRequest', send))
  api.post('/enroll-factor', serve('enrollFactor', enroll))
  api.post('/reset-factor', serve('resetFactor', reset))
  api.get(
    '/list-enrolled-factors',
    serve(
      'listEnrolledFactors',
      listed((person) => engine.listEnrolledFactors(person).map(wireFactorOf)),
    ),
  )
  api.get('/get-factor', serve('getFactor', get))
  api.get('/list-factors-to-enroll', serve('listFactorsToEnroll', listed(engine.listFactorsToEnroll)))
  api.post('/mfa-totp-verify', serve('mfaOtpVerify', verify))
  return api
}
