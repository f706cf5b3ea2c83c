import * as E from '#fp-ts/Either'
import { problem } from '../problem/problem.ts'
import type { CallerExchange, Handler } from './exchange.ts'

/** How long to stay away from what is full, seconds. */
const retryAfter = 5

export interface MostAtOnce {
  readonly inAll: number
  /** Of one person: nobody is to hold all the places with what never comes to its end. */
  readonly ofOne: number
}

/**
 * Places for requests that take long, such as those that wait for the identity service. One that finds no place is
 * refused before it has done anything. All handlers that one call wraps share its places.
 */
export const atOnce = ({ inAll, ofOne }: MostAtOnce) => {
  const underWay: string[] = []
  return <X extends CallerExchange>(handle: Handler<X>): Handler<X> =>
    async (exchange) => {
      const { subject } = exchange.caller
      if (underWay.filter((one) => one === subject).length >= ofOne)
        return E.left(problem('too-many-at-once', { reason: 'tooManyAtOnce', retryAfter }))
      if (underWay.length >= inAll) return E.left(problem('overloaded', { reason: 'overloaded', retryAfter }))
      underWay.push(subject)
      try {
        return await handle(exchange)
      } finally {
        underWay.splice(underWay.indexOf(subject), 1)
      }
    }
}
