import * as E from '#fp-ts/Either'
import type { EnrollmentView } from '../../view/index.ts'
import { enrollmentJson, jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import { notOwned } from '../exchange/owned.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'
import { refusalProblem } from '../problem/refusal-problem.ts'

const hasEnded = ({ state }: EnrollmentView): boolean => state === 'done' || state === 'cancelled'

/**
 * `DELETE /enrollments/:id`: the person's own word that they leave. What has ended is erased: 204. While a bind is
 * in doubt the wish waits for its outcome: 202, with the enrollment as it stands.
 */
export const leaveEnrollment =
  (settings: Settings): Handler<CallerExchange> =>
  async (exchange) => {
    const foreign = await notOwned(exchange, settings)
    if (foreign !== null) return E.left(foreign)
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const { id } = exchange
    const { engine, clock } = settings
    const answer = await engine.send(id, { type: 'enrollment.cancelled' }, { accessToken: accessToken.right })
    if (answer === null) return E.left(problem('not-found'))
    const json = () => enrollmentJson({ id, view: answer.view, now: clock.now() })
    if (!answer.accepted && answer.reason !== 'ended')
      return E.left(refusalProblem(answer, json(), clock.now()))
    if (!hasEnded(answer.view)) return jsonAnswer(202, json())
    await engine.erase(id)
    return E.right(new Response(null, { status: 204 }))
  }
