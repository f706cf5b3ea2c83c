import * as E from '#fp-ts/Either'
import { sleep, type SandboxClock, type SkewedClock } from './clock.ts'
import type { Endpoint } from './endpoint.ts'
import { refusals, type Refusal } from './engine/refusal.ts'
import type { MeetFaults } from './faults/active-faults.ts'
import type { Prevention, Spoiling } from './faults/fault-kinds.ts'
import { isCarriedOut } from './faults/fault.ts'
import type { RequestLog, SeenRequest } from './request-log.ts'

/** How a request ended, and how far the server's clock was off for it. */
export type Exchanged<A> =
  | { readonly kind: 'answered'; readonly answer: E.Either<Refusal, A>; readonly skewMs: number }
  /** A fault kept it from being carried out. */
  | { readonly kind: 'prevented'; readonly fault: Prevention; readonly skewMs: number }
  /** It was carried out, and a fault spoils the reply. */
  | {
      readonly kind: 'spoilt'
      readonly fault: Spoiling
      readonly answer: E.Either<Refusal, A>
      readonly skewMs: number
    }
  /** Nothing listens: it did not even arrive. */
  | { readonly kind: 'refused' }
  /** Given up while it waited. */
  | { readonly kind: 'givenUp' }
  /** It takes longer than the client waits, and is carried out all the same, later. */
  | { readonly kind: 'timedOut' }

export interface ExchangeParts {
  readonly clock: SandboxClock
  readonly skewed: SkewedClock
  readonly log: RequestLog
  readonly faults: MeetFaults
}

export interface ExchangeRequest<A> {
  readonly endpoint: Endpoint
  readonly via: SeenRequest['via']
  /** Ends a wait, and with it the request, before anything happens. */
  readonly signal: AbortSignal | undefined
  /** How long a client waits that is inside this program; one outside leaves by itself. */
  readonly patienceMs?: number
  readonly carryOut: () => E.Either<Refusal, A> | Promise<E.Either<Refusal, A>>
}

export type Exchange = <A>(request: ExchangeRequest<A>) => Promise<Exchanged<A>>

/** The way of every request, over HTTP or in memory: it is noted, meets the faults, and is carried out. */
export const createExchange =
  ({ clock, skewed, log, faults }: ExchangeParts): Exchange =>
  async <A>({ endpoint, via, signal, patienceMs = Infinity, carryOut }: ExchangeRequest<A>) => {
    if (faults.isRefused()) return { kind: 'refused' }
    // Up to the first wait this is synchronous: once a request is in the log, its latency timer is armed.
    const close = log.open(endpoint, via)
    const { latencyMs, skewMs, disturbance } = faults.meet(endpoint)
    const waitMs = Math.min(latencyMs, patienceMs)
    if (waitMs > 0 && !(await sleep(clock, waitMs, signal))) return { kind: 'givenUp' }

    const goOn = async (): Promise<Exchanged<A>> => {
      const fault = disturbance?.kind ?? null
      if (disturbance !== null && !isCarriedOut(disturbance)) {
        close({ statusCode: null, fault })
        return { kind: 'prevented', fault: disturbance, skewMs }
      }
      const answer = await skewed.run(skewMs, carryOut)
      close({ statusCode: E.isLeft(answer) ? refusals[answer.left.reason].statusCode : 200, fault })
      return disturbance === null
        ? { kind: 'answered', answer, skewMs }
        : { kind: 'spoilt', fault: disturbance, answer, skewMs }
    }
    if (latencyMs < patienceMs) return goOn()
    void sleep(clock, latencyMs - patienceMs, undefined).then(goOn)
    return { kind: 'timedOut' }
  }
