import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import { reporter, type Report } from './call-hook.ts'
import { decodePaths } from './decode-paths.ts'
import type { EnrollmentError } from './enrollment-error.ts'
import type { Failure } from './failures.ts'
import type { ProvideServiceOptions } from './provide-service-options.ts'
import type { ServiceLimits } from './service.ts'
import { ServiceError } from './service-error.ts'

/** What a call was answered with, and when, epoch ms. */
export interface Reply<A> {
  readonly sentAt: number
  readonly repliedAt: number
  readonly answer: A
}

/** The way of every call of a service: stamped by the clock, and decoded whatever it answers. */
export interface Caller {
  /** An error that was met now, with the integrator's verdict on it. */
  readonly failure: (error: EnrollmentError, sentAt: number) => Failure
  /** Tells the host of what was thrown. */
  readonly reportDefect: Report
  /** Runs one call: a Left that is no `ServiceError` and anything thrown are defects, a Right that does not decode is a lie. */
  readonly call: <A>(
    codec: t.Type<A, unknown>,
    run: () => TaskEither<unknown, unknown>,
  ) => TaskEither<Failure, Reply<A>>
}

export const createCaller = (
  { now, verdicts = {}, onDefect }: Pick<ProvideServiceOptions, 'now' | 'verdicts' | 'onDefect'>,
  { sendIntervalMs }: ServiceLimits,
): Caller => {
  const failure: Caller['failure'] = (error, sentAt) => {
    const repliedAt = now()
    const apiCode = 'apiCode' in error ? error.apiCode : undefined
    const override = apiCode === undefined ? null : (verdicts[apiCode] ?? null)
    return { error, sentAt, repliedAt, sendAgainAt: repliedAt + sendIntervalMs, override }
  }

  // The view says `defect`: who gave no `onDefect` still sees that there was one.
  const reportDefect = reporter(onDefect, () => undefined)

  return {
    failure,
    reportDefect,
    call: (codec, run) => async () => {
      const sentAt = now()
      const defect = (cause: unknown) => {
        reportDefect(cause)
        return E.left(failure({ _tag: 'defect' }, sentAt))
      }
      try {
        const result = await run()()
        if (E.isLeft(result)) {
          const error = ServiceError.decode(result.left)
          return E.isRight(error) ? E.left(failure(error.right, sentAt)) : defect(result.left)
        }
        const answer = codec.decode(result.right)
        return E.isRight(answer)
          ? E.right({ sentAt, repliedAt: now(), answer: answer.right })
          : E.left(failure({ _tag: 'invalidResponse', paths: decodePaths(answer.left) }, sentAt))
      } catch (thrown) {
        return defect(thrown)
      }
    },
  }
}
