import * as E from '#fp-ts/Either'
import { jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { Handler } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem } from '../problem/problem.ts'

/** `GET /healthz`: 200 while the process answers. */
export const healthy: Handler = async () => jsonAnswer(200, { status: 'ok' })

/** Nobody's: that the store answers is what is asked. */
const nobody = 'readiness'

/** How long an answer of the store counts, ms. */
const freshMs = 1_000

interface Question {
  readonly answer: Promise<boolean>
  /** Null while it is under way. */
  answeredAt: number | null
}

// A clock that was set back makes no answer count for longer.
const isFresh = ({ answeredAt }: Question, now: number): boolean =>
  answeredAt === null || (answeredAt <= now && now < answeredAt + freshMs)

/** Whether the store answers. Anybody may send probes, so there is one question at a time, and one a second. */
const storeAnswers = ({ engine, clock, report }: Settings): (() => Promise<boolean>) => {
  let last: Question | null = null

  const ask = async (): Promise<boolean> => {
    try {
      await engine.ownerOf(nobody)
      return true
    } catch (cause) {
      report(cause)
      return false
    }
  }

  return () => {
    if (last !== null && isFresh(last, clock.now())) return last.answer
    const question: Question = { answer: ask(), answeredAt: null }
    last = question
    void question.answer.then(() => {
      question.answeredAt = clock.now()
    })
    return question.answer
  }
}

/** `GET /readyz`: whether requests should be sent here. What is wrong with the store is for `onDefect`, not for everybody. */
export const ready = (settings: Settings): Handler => {
  const { engine, closing } = settings
  const works = storeAnswers(settings)
  return async () => {
    if (closing.isAnnounced()) return E.left(problem('stopping', { reason: 'stopping', retryAfter: 1 }))
    return engine.health().storeFailure === null && (await works())
      ? jsonAnswer(200, { status: 'ok' })
      : E.left(problem('store-unavailable', { retryAfter: 5 }))
  }
}
