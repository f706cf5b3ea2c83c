import * as E from '#fp-ts/Either'
import type { EnrolledFactor } from '../../../machines/index.ts'
import { maskedDestinationOfFactor, plainText } from '../../view/index.ts'
import { jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { CallerExchange, Handler } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { serviceProblem } from '../problem/service-problem.ts'
import { withDirectory } from './with-directory.ts'

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
