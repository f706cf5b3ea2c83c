import * as E from '#fp-ts/Either'
import { redact, type EnrolledFactor, type FactorDirectory } from '../../../machines/index.ts'
import { maskedDestinationOfFactor, plainText } from '../../view/index.ts'
import { jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { Answer, CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'
import { serviceProblem } from '../problem/service-problem.ts'

type WithDirectory = (exchange: CallerExchange, directory: FactorDirectory) => Promise<Answer>

/** With the directory of the caller; not found where the host has none. */
const withDirectory =
  (settings: Settings, answer: WithDirectory): Handler<CallerExchange> =>
  async (exchange) => {
    if (settings.directory === undefined) return E.left(problem('not-found'))
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const owner = redact(exchange.caller.subject)
    return answer(exchange, settings.directory({ owner, accessToken: accessToken.right }))
  }

const shownFactor = (factor: EnrolledFactor) => ({
  // As it came: it is what DELETE takes.
  factorId: factor.factorId,
  factorType: plainText(factor.factorType, 64),
  maskedDestination: maskedDestinationOfFactor(factor),
})

/** `GET /factors`: what the account has; contact data masked. */
export const listFactors = (settings: Settings): Handler<CallerExchange> =>
  withDirectory(settings, async ({ request }, directory) => {
    const factors = await directory.listEnrolledFactors({ signal: request.signal })()
    return E.isLeft(factors)
      ? E.left(serviceProblem(factors.left, settings.clock.now()))
      : jsonAnswer(200, { factors: factors.right.map(shownFactor) })
  })

/** `GET /factors/choices`: what the account may add. */
export const listChoices = (settings: Settings): Handler<CallerExchange> =>
  withDirectory(settings, async ({ request }, directory) => {
    const choices = await directory.listFactorsToEnroll({ signal: request.signal })()
    return E.isLeft(choices)
      ? E.left(serviceProblem(choices.left, settings.clock.now()))
      : jsonAnswer(200, {
          factors: choices.right.map(({ factorType }) => ({ factorType: plainText(factorType, 64) })),
        })
  })

/** `DELETE /factors/:id`: takes a factor off the account. It goes on if the client leaves. */
export const removeFactor = (settings: Settings): Handler<CallerExchange> =>
  withDirectory(settings, async ({ id }, directory) => {
    const reset = await directory.resetFactor(id)()
    return E.isLeft(reset)
      ? E.left(serviceProblem(reset.left, settings.clock.now()))
      : E.right(new Response(null, { status: 204 }))
  })
