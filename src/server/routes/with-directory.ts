import * as E from '#fp-ts/Either'
import { redact, type FactorDirectory } from '../../../machines/index.ts'
import type { Answer, CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'

type WithDirectory = (exchange: CallerExchange, directory: FactorDirectory) => Promise<Answer>

/** With the directory of the caller; not found where the host has none. */
export const withDirectory =
  (settings: Settings, answer: WithDirectory): Handler<CallerExchange> =>
  async (exchange) => {
    if (settings.directory === undefined) return E.left(problem('not-found'))
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const owner = redact(exchange.caller.subject)
    return answer(exchange, settings.directory({ owner, accessToken: accessToken.right }))
  }
