import * as t from 'io-ts'
import type { WrittenFor } from './values.ts'

/** How long anybody may wait for an answer, ms: so long a request can be sent again by who caught it. */
export const longestWaitMs = 60_000

/** How far the clock of who asks may be ahead, ms. */
const mostAheadMs = 60_000

/** What every handler for people is given. */
export interface Asking<A> {
  /** Of this request alone: one that is sent again by who caught it is not done again. */
  readonly nonce: string
  /** Epoch ms: nobody waits for the answer any more, and nothing is to be done. */
  readonly notAfter: number
  readonly message: A
}

export const asking = <A>(message: t.Type<A, unknown>): t.Type<Asking<A>, unknown> =>
  t.readonly(t.exact(t.type({ nonce: t.string, notAfter: t.number, message })), 'Asking')

/** Whether somebody waits for it, as far as clocks can tell. */
export const isTimely = ({ notAfter }: Pick<Asking<unknown>, 'notAfter'>, now: number): boolean =>
  now <= notAfter && notAfter <= now + longestWaitMs + mostAheadMs

/** The answer to one request: an older one is none. */
export const answerTo = (asked: WrittenFor, { nonce }: Pick<Asking<unknown>, 'nonce'>): WrittenFor => ({
  ...asked,
  what: `answer of ${asked.what} to ${nonce}`,
})
