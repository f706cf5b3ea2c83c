import * as E from '#fp-ts/Either'
import { enrollmentJson, jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import { notOwned } from '../exchange/owned.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'

/** `GET /enrollments/:id`: how it stands. A lookup that waited for its person goes on with their token. */
export const showEnrollment =
  (settings: Settings): Handler<CallerExchange> =>
  async (exchange) => {
    const foreign = await notOwned(exchange, settings)
    if (foreign !== null) return E.left(foreign)
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const { id } = exchange
    const view = await settings.engine.view(id, { accessToken: accessToken.right })
    if (view === null) return E.left(problem('not-found'))
    return jsonAnswer(200, enrollmentJson({ id, view, now: settings.clock.now() }))
  }
