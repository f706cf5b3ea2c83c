import type { ObjectContext } from '@restatedev/restate-sdk'
import * as E from '#fp-ts/Either'
import type { Change, Effect, StoredRow } from '../../durable/index.ts'
import { createTransactions, type Transactions } from '../../durable/host/index.ts'
import { Run, Timer } from '../wire/messages.ts'
import type { ReadingProblem } from '../wire/values.ts'
import { onceThere } from './committed.ts'
import type { Host } from './host.ts'
import { sendTo } from './messages-out.ts'
import { readState, writeState, type State } from './state.ts'
import { tellChange } from './told.ts'

/** One enrollment for as long as a handler has it for itself. */
export interface Turn {
  /** Epoch ms, the same however often Restate repeats the handler. */
  readonly now: number
  /** As it was found; null if there was none. */
  readonly found: State | null
  /** The engine's transactions, over the one row of this object. */
  readonly transactions: Pick<Transactions, 'read' | 'change' | 'insert' | 'commit'>
  /** As it is now. */
  readonly row: () => StoredRow | null
  /** The timer that was sent has rung. */
  readonly rang: () => void
}

/** What a turn changes, written at its end. */
interface Changing {
  row: StoredRow | null
  ringsAt: number | null
  /** To be run once that is written. */
  effect: Effect | null
}

const made = (row: StoredRow | null, change: Change): StoredRow | null => {
  if (change.type === 'erase') return null
  return 'row' in change ? change.row : row && { ...row, due: change.due, writtenAt: change.writtenAt }
}

/**
 * Does one thing to an enrollment. Restate gives the handler the object for itself, so nobody can be faster: what the
 * engine compares and sets is set at the end, once, and messages go out behind it.
 *
 * The order of what is asked of Restate must be the same whenever it repeats the handler, so the time comes first,
 * from its journal.
 */
export const inTurn = async <A>(
  host: Host,
  ctx: ObjectContext,
  work: (turn: Turn) => Promise<A>,
): Promise<E.Either<ReadingProblem, A>> => {
  const now = await ctx.date.now()
  const read = await readState(ctx)
  if (E.isLeft(read)) return read
  const found = read.right
  const life = found?.life ?? ctx.rand.uuidv4()
  const state: Changing = { row: found?.row ?? null, ringsAt: found?.ringsAt ?? null, effect: null }

  const transactions = createTransactions({
    store: { read: async () => (state.row === null ? [] : [state.row]) },
    sealer: host.sealer,
    spans: { ...host, leaseMs: host.callTimeoutMs },
    now: () => now,
    commits: {
      commit: async (change) => {
        if (change.type === 'insert' && state.row !== null) return false
        state.row = made(state.row, change)
        return true
      },
    },
    written: (change) => {
      state.effect = change.effect
      tellChange(host, ctx.key, change, now)
      host.calls.moved(ctx.key, change.open.snapshot)
    },
    erased: () => host.calls.erased(ctx.key),
  })

  const answer = await work({
    now,
    found,
    transactions,
    row: () => state.row,
    rang: () => {
      state.ringsAt = null
    },
  })

  const { row, effect } = state
  const due = row?.due ?? null
  const mustArm = due !== null && (state.ringsAt === null || due < state.ringsAt)
  const ringsAt = mustArm ? due : state.ringsAt
  const isChanged = row !== (found?.row ?? null) || ringsAt !== (found?.ringsAt ?? null)
  // What comes too late is killed, perhaps between two of these. A timer that no state knows rings for nothing, and
  // a call that was not sent is missed by the timer. The call itself must find the state that waits for it.
  if (mustArm)
    sendTo(ctx, { service: host.name, handler: 'timer', afterMs: due - now }, Timer, { life, at: due })
  if (isChanged) {
    writeState(ctx, row && { row, life, ringsAt })
    onceThere(ctx, () => host.changed(ctx.key))
  }
  if (row !== null && effect !== null)
    sendTo(ctx, { service: host.name, handler: 'run' }, Run, { life, effect })
  return E.right(answer)
}
