import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { requestNameOf } from '../../../machines/index.ts'
import type { Effect } from '../step/effect.ts'
import { pause } from '../waiting/pause.ts'
import type { EngineClock } from './engine.ts'
import { judge, type Judged } from './judged.ts'
import type { CallResult } from './performing.ts'
import { UnreadableEnrollmentError, type OpenRow } from './rows.ts'
import type { Decision, Transactions } from './transactions.ts'

/** How long to wait after the store failed before a result is offered again, ms. */
const pauseMs = 500
/** How long it is offered, ms: no answer matters longer than the minute of its token. */
const patienceMs = 60_000

const Unauthorized = t.type({ error: t.type({ _tag: t.literal('unauthorized') }) })

/** A lookup that the server refused for want of a valid token: its outcome is not known. */
const lacksToken = ({ call }: Pick<Effect, 'call'>, result: CallResult): boolean =>
  call === 'listEnrolledFactors' && E.isLeft(result) && Unauthorized.is(result.left)

/** Nothing happened but that its call is not made now. */
const asItWas = ({ path: [first] }: Judged): Judged => ({
  path: [first],
  events: [],
  isResumed: false,
  effect: null,
  timer: null,
  answer: { accepted: true },
})

/** What becomes of a row whose call has ended; it is left as it is if it waits for that call no more. */
export const settlementOf = (
  { row, open }: OpenRow,
  effect: Pick<Effect, 'call' | 'seq' | 'name'>,
  result: CallResult,
  now: number,
): Decision<null> => {
  const { call, seq, name } = effect
  // It may have been erased elsewhere, and another be there under its id, at the same call.
  if (name !== undefined && name !== requestNameOf(open.snapshot.context))
    return { type: 'leave', answer: null }
  const judged = judge(open.snapshot, row, [{ type: 'result', call, seq, result }], now)
  if (!judged.answer.accepted) return { type: 'leave', answer: null }
  if (open.usesAccessToken && lacksToken(effect, result))
    return { type: 'write', judged: asItWas(judged), accessToken: null, isParked: true, answer: null }
  return { type: 'write', judged, accessToken: open.accessToken, answer: null }
}

export interface SettlingOptions {
  readonly transactions: Pick<Transactions, 'change'>
  readonly clock: EngineClock
  readonly failed: (cause: unknown) => void
}

/** What a call answered, brought to its row. */
export const createSettling = ({ transactions, clock, failed }: SettlingOptions) => {
  return async (id: string, effect: Effect, result: CallResult, isHeld: () => boolean): Promise<void> => {
    const until = clock.now() + patienceMs
    // Held no more: the record moved on, or the engine stops. Not brought at all, it is looked up when its lease ends.
    while (isHeld())
      try {
        await transactions.change(id, (found) => settlementOf(found, effect, result, clock.now()))
        return
      } catch (cause) {
        failed(cause)
        if (cause instanceof UnreadableEnrollmentError || clock.now() >= until) return
        await pause(pauseMs, clock)
      }
  }
}
