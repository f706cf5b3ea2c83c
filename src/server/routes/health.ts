import * as E from '#fp-ts/Either'
import { jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { Handler } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'

/** `GET /healthz`: 200 while the process answers. */
export const healthy: Handler = async () => jsonAnswer(200, { status: 'ok' })

/** Nobody's: that the store answers is what is asked. */
const nobody = 'readiness'

/** `GET /readyz`: whether requests should be sent here. What is wrong with the store is for `onDefect`, not for everybody. */
export const ready =
  ({ engine, closing, report }: Settings): Handler =>
  async () => {
    if (closing.hasBegun()) return E.left(problem('stopping', { reason: 'stopping', retryAfter: 1 }))
    const unavailable = E.left(problem('store-unavailable', { retryAfter: 5 }))
    if (engine.health().storeFailure !== null) return unavailable
    try {
      await engine.ownerOf(nobody)
      return jsonAnswer(200, { status: 'ok' })
    } catch (cause) {
      report(cause)
      return unavailable
    }
  }
