import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import {
  serviceCallsOf,
  type BeforeEnrollment,
  type EnrollmentService,
  type ServiceCalls,
  type ServiceError,
} from '../../../machines/index.ts'
import type { Effect } from '../step/effect.ts'
import type { Credentials, EngineOptions } from './engine.ts'
import type { GivenUp, Patience } from './patience.ts'

/** How a call ended, as `ServiceCalls` tells it; a Left also for what was thrown. */
export type CallResult = E.Either<unknown, unknown>

/** Under what a call is made. */
export interface Permit {
  /** Aborted once nobody waits for the call any more. */
  readonly signal: AbortSignal
  /** Asked before each request, also after a wait: whether this engine may send anything for the row still. */
  readonly maySend: () => boolean
}

/** Inputs and calls belong together, which only a switch can tell the compiler. */
const performed = (calls: ServiceCalls, effect: Effect, signal: AbortSignal): Promise<CallResult> => {
  switch (effect.call) {
    case 'sendEnrollFactorRequest':
      return calls.sendEnrollFactorRequest(effect.input, signal)()
    case 'enrollFactor':
      return calls.enrollFactor(effect.input, signal)()
    case 'listEnrolledFactors':
      return calls.listEnrolledFactors(effect.input, signal)()
  }
}

const notSent: ServiceError = { _tag: 'unreachable', mayHaveArrived: false }
const unanswered: Readonly<Record<GivenUp, ServiceError>> = {
  limit: { _tag: 'timedOut' },
  aborted: { _tag: 'unreachable', mayHaveArrived: true },
}

export interface PerformingOptions {
  readonly options: Omit<EngineOptions, 'store' | 'keys'>
  readonly callLimitMs: number
  readonly patience: Patience
  readonly now: () => number
  readonly report: (cause: unknown) => void
}

/** Makes the calls, each with a service of its own: one that cannot be made is a defect of that enrollment alone. */
export const createPerforming = ({ options, callLimitMs, patience, now, report }: PerformingOptions) => {
  const { answered } = patience

  /** The same service, which sends nothing without leave, and is waited for so long and no longer. */
  const permitted = (service: EnrollmentService, { maySend }: Permit): EnrollmentService => {
    const send = <A>(
      signal: AbortSignal,
      call: (signal: AbortSignal) => TaskEither<ServiceError, A>,
    ): TaskEither<ServiceError, A> => {
      return async () =>
        maySend()
          ? answered<E.Either<ServiceError, A>>(
              signal,
              (own) => call(own)(),
              (why) => E.left(unanswered[why]),
            )
          : E.left(notSent)
    }
    return {
      limits: service.limits,
      sendEnrollFactorRequest: (choice, about) =>
        send(about.signal, (signal) => service.sendEnrollFactorRequest(choice, { ...about, signal })),
      enrollFactor: (bind, about) =>
        send(about.signal, (signal) => service.enrollFactor(bind, { ...about, signal })),
      listEnrolledFactors: (input, about) =>
        send(about.signal, (signal) => service.listEnrolledFactors(input, { ...about, signal })),
    }
  }

  const { beforeEnrollment } = options
  const before =
    beforeEnrollment &&
    ((about: BeforeEnrollment) =>
      answered(
        about.signal,
        (signal) => beforeEnrollment({ ...about, signal }),
        (why) => {
          if (why === 'aborted') return false
          throw new Error(
            `beforeEnrollment did not answer within ${callLimitMs} ms, so nothing was sent. Give it a time limit below callLimitMs.`,
          )
        },
      ))

  return async (effect: Effect, credentials: Credentials, permit: Permit): Promise<CallResult> => {
    try {
      const service = permitted(options.service(credentials), permit)
      const calls = serviceCallsOf(service, {
        ...options,
        ...(before && { beforeEnrollment: before }),
        now,
        // What the service threw is told of also where the host gave nobody to tell.
        onDefect: report,
      })
      return await performed(calls, effect, permit.signal)
    } catch (cause) {
      report(cause)
      return E.left(cause)
    }
  }
}
