import * as E from '#fp-ts/Either'
import { sleep, type SandboxClock } from './clock.ts'
import type { Endpoint } from './endpoint.ts'
import { refusals, type Refusal } from './engine/refusal.ts'
import { isCarriedOut, type Disturbance, type Met } from './faults.ts'
import type { RequestLog, SeenRequest } from './request-log.ts'

/** How a request ended: as it should, spoilt by a fault, or given up while it waited. */
export type Exchanged<A> =
  | { readonly kind: 'answered'; readonly answer: E.Either<Refusal, A> }
  | { readonly kind: 'disturbed'; readonly fault: Disturbance }
  | { readonly kind: 'givenUp' }

export interface ExchangeParts {
  readonly clock: SandboxClock
  readonly log: RequestLog
  readonly meet: (endpoint: Endpoint) => Met
}

export interface ExchangeRequest<A> {
  readonly endpoint: Endpoint
  readonly via: SeenRequest['via']
  /** Ends a wait, and with it the request, before anything happens. */
  readonly signal: AbortSignal | undefined
  readonly carryOut: () => E.Either<Refusal, A> | Promise<E.Either<Refusal, A>>
}

export type Exchange = <A>(request: ExchangeRequest<A>) => Promise<Exchanged<A>>

/** The way of every request, over HTTP or in memory: it is noted, meets the faults, and is carried out. */
export const createExchange =
  ({ clock, log, meet }: ExchangeParts): Exchange =>
  async ({ endpoint, via, signal, carryOut }) => {
    // Up to the first wait this is synchronous: once a request is in the log, its latency timer is armed.
    const close = log.open(endpoint, via)
    const { latencyMs, disturbance } = meet(endpoint)
    if (latencyMs > 0 && !(await sleep(clock, latencyMs, signal))) return { kind: 'givenUp' }
    const fault = disturbance?.kind ?? null
    if (disturbance !== null && !isCarriedOut[disturbance.kind]) {
      close({ statusCode: null, fault })
      return { kind: 'disturbed', fault: disturbance }
    }
    const answer = await carryOut()
    close({ statusCode: E.isLeft(answer) ? refusals[answer.left.reason].statusCode : 200, fault })
    return disturbance === null ? { kind: 'answered', answer } : { kind: 'disturbed', fault: disturbance }
  }
