import type * as E from '#fp-ts/Either'
import type { Redacted } from '../../../machines/index.ts'
import type { Authenticated } from '../authentication/authenticate.ts'
import type { Problem } from '../problem/problem.ts'

/** What a request turns out to be about, for logs, metrics and spans. */
export interface Notes {
  route: string
  enrollmentId?: string
  /** For the host's log alone: no label and no span has it. */
  subject?: Redacted<string>
  problem?: Problem
}

/** A request on its way through the server. */
export interface Exchange {
  readonly request: Request
  /** What stands for `:id` in the path; empty where the route has none. */
  readonly id: string
  readonly remoteAddress: string | null
  /** Closes the connection, where the host gave a way to. */
  readonly hangUp: (() => void) | undefined
  readonly notes: Notes
}

/** A request whose sender is known. */
export interface CallerExchange extends Exchange {
  readonly caller: Authenticated
}

/** A response, or why there is none. */
export type Answer = E.Either<Problem, Response>

/** Answers a request; what it throws is a defect. */
export type Handler<X = Exchange> = (exchange: X) => Promise<Answer>

/** What a method does at an address. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As hono writes it: `/enrollments/:id`. */
  readonly path: string
  readonly handle: Handler
}
