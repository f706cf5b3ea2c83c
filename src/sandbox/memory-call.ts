import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { ServiceError } from '../../machines/index.ts'
import type { SandboxClock } from './clock.ts'
import type { Endpoint } from './endpoint.ts'
import type { Account } from './engine/accounts.ts'
import type { Refusal } from './engine/refusal.ts'
import type { Sessions } from './engine/sessions.ts'
import type { Exchange } from './exchange.ts'
import { deliveryOf } from './faults/delivery.ts'
import { heard } from './heard.ts'
import { envelope, olderEnvelope } from './http/envelope.ts'
import { wireReplyOf } from './http/disturbed-response.ts'
import type { PortCall } from './port-calls.ts'
import { randomUuid, type Random } from './random.ts'
import { serviceErrorOf } from './service-error-of.ts'

export interface MemoryParts {
  readonly sessions: Sessions
  readonly exchange: Exchange
  readonly clock: SandboxClock
  readonly random: Random
}

type Answer = E.Either<Refusal, unknown>

/** One call of a port, without HTTP. The work answers with the `data` of the wire. */
export type MemoryCall = <A>(
  call: PortCall<A>,
  options: { readonly signal?: AbortSignal } | undefined,
  work: (person: Account) => Answer | Promise<Answer>,
) => TaskEither<ServiceError, A>

/** The time after which a client gives up, ms. */
const patienceOf = (endpoint: Endpoint): number =>
  endpoint === 'listEnrolledFactors' ? 5_000 : endpoint === 'upload' ? 60_000 : 10_000

/** Calls of one access token, which go the way of every request and end as a client would see them end. */
export const memoryCall =
  ({ sessions, exchange, clock, random }: MemoryParts, accessToken: string): MemoryCall =>
  (call, { signal } = {}, work) =>
  async () => {
    if (signal?.aborted) return E.left({ _tag: 'unreachable', mayHaveArrived: false })
    const { endpoint } = call
    const givesUpAt = clock.now() + patienceOf(endpoint)
    const exchanged = await exchange({
      endpoint,
      via: 'memory',
      signal,
      patienceMs: patienceOf(endpoint),
      carryOut: async () => {
        const person = sessions.authenticate(accessToken)
        return E.isLeft(person) ? person : work(person.right)
      },
    })
    switch (exchanged.kind) {
      case 'refused':
        return E.left({ _tag: 'unreachable', mayHaveArrived: false })
      case 'timedOut':
        return E.left({ _tag: 'timedOut' })
      case 'givenUp':
        // What a client knows that has left in the middle of a request.
        return E.left({ _tag: 'unreachable', mayHaveArrived: true })
      case 'answered':
        return pipe(
          exchanged.answer,
          E.mapLeft((refusal) =>
            serviceErrorOf(refusal, {
              requestId: randomUuid(random),
              serverTime: clock.now() + exchanged.skewMs,
            }),
          ),
          E.chain((data) =>
            pipe(
              call.read(data),
              E.mapLeft((paths): ServiceError => ({ _tag: 'invalidResponse', paths })),
            ),
          ),
        )
      case 'prevented':
      case 'spoilt': {
        const write = endpoint === 'upload' ? olderEnvelope : envelope
        const disturbed =
          exchanged.kind === 'prevented'
            ? ({ fault: exchanged.fault, reply: null } as const)
            : {
                fault: exchanged.fault,
                reply: await wireReplyOf(write(new Headers(), random, exchanged.answer)),
              }
        const delivery = deliveryOf(disturbed, { english: false, requestId: randomUuid(random) })
        return heard(call, delivery, {
          clock,
          patienceMs: givesUpAt - clock.now(),
          date: () => clock.now() + exchanged.skewMs,
          signal,
        })
      }
    }
  }
