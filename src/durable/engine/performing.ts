import * as E from '#fp-ts/Either'
import { serviceCallsOf, type ServiceCalls } from '../../../machines/index.ts'
import type { Effect } from '../step/effect.ts'
import type { Credentials, EngineOptions } from './engine.ts'

/** How a call ended, as `ServiceCalls` tells it; a Left also for what was thrown. */
export type CallResult = E.Either<unknown, unknown>

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

/** Makes the calls, each with a service of its own: one that cannot be made is a defect of that enrollment alone. */
export const createPerforming =
  (options: Omit<EngineOptions, 'store' | 'keys'>, now: () => number, report: (cause: unknown) => void) =>
  async (effect: Effect, credentials: Credentials, signal: AbortSignal): Promise<CallResult> => {
    try {
      const calls = serviceCallsOf(options.service(credentials), { ...options, now })
      return await performed(calls, effect, signal)
    } catch (cause) {
      report(cause)
      return E.left(cause)
    }
  }
