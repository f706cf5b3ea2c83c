import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { callOf, type Effect } from '../step/effect.ts'
import type { EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import type { createCommits } from './commits.ts'
import { dueOf, type Spans } from './due.ts'
import { lastOf, type Judged } from './judged.ts'
import { openRow, sealedRow, type OpenRow } from './rows.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'
import { createTurns } from './turns.ts'

/** What is to become of a row. */
export type Decision<A> = { readonly answer: A } & (
  | { readonly type: 'leave' }
  | { readonly type: 'erase' }
  | {
      readonly type: 'write'
      readonly judged: Judged
      readonly accessToken: OpenEnrollment['accessToken']
      /** It waits for its owner: the call it needs is not made now. */
      readonly isParked?: boolean
    }
)

/** A row as it was committed, and what happened on the way to it. */
export interface Written {
  readonly row: StoredRow
  readonly open: OpenEnrollment
  readonly path: readonly EnrollmentSnapshot[]
  readonly effect: Effect | null
}

export interface TransactionsOptions {
  readonly store: EnrollmentStore
  readonly sealer: Sealer
  readonly spans: Spans
  readonly now: () => number
  readonly commits: ReturnType<typeof createCommits>
  /** Called once a row was committed, before its answer is given: only now may its effect run. */
  readonly written: (written: Written) => void
}

/** Whether the call that was in flight for the row goes on. */
const callGoesOn = (row: StoredRow | null, before: EnrollmentSnapshot, after: EnrollmentSnapshot): boolean =>
  row?.isLeased === true &&
  callOf(after) !== null &&
  callOf(after) === callOf(before) &&
  after.context.seq === before.context.seq

/** Read, decide, compare and set; and again if somebody was faster. */
export const createTransactions = (options: TransactionsOptions) => {
  const { store, sealer, spans, now, commits, written } = options
  const turns = createTurns()

  const rowAfter = (
    id: string,
    row: StoredRow | null,
    before: OpenEnrollment,
    decision: Extract<Decision<unknown>, { readonly type: 'write' }>,
  ): Written => {
    const { judged, accessToken, isParked = false } = decision
    const { path, effect, timer } = judged
    const snapshot = lastOf(judged)
    const isCalling = !isParked && (effect !== null || callGoesOn(row, before.snapshot, snapshot))
    const at = now()
    const open = { ...before, snapshot, accessToken }
    const due = dueOf(snapshot, { now: at, isCalling, timer }, spans)
    const revision = (row?.revision ?? 0) + 1
    return {
      row: sealedRow(sealer, open, { id, revision, now: at, ...due }),
      open,
      path,
      effect: isParked ? null : effect,
    }
  }

  /** Commits what was decided about a row; false if another revision is there by now. */
  const commit = async ({ row, open }: OpenRow, decision: Decision<unknown>): Promise<boolean> => {
    const { id, revision } = row
    if (decision.type === 'leave') return true
    if (decision.type === 'erase') return commits.commit({ type: 'erase', id, of: revision })
    const next = rowAfter(id, row, open, decision)
    const made = await commits.commit({ type: 'update', of: revision, row: next.row })
    if (made) written(next)
    return made
  }

  const read = async (id: string): Promise<OpenRow | null> => {
    const [row] = await store.read([id])
    return row === undefined ? null : openRow(sealer, row)
  }

  return {
    read,
    commit,
    /** Null if there is no such row. */
    change: <A>(id: string, decide: (open: OpenRow) => Decision<A>): Promise<A | null> =>
      turns.take(id, async () => {
        for (;;) {
          const found = await read(id)
          if (found === null) return null
          const decision = decide(found)
          if (await commit(found, decision)) return decision.answer
        }
      }),
    /** False if a row of that id is there already. */
    insert: async (
      id: string,
      before: OpenEnrollment,
      decision: Extract<Decision<unknown>, { readonly type: 'write' }>,
    ): Promise<boolean> => {
      const next = rowAfter(id, null, before, decision)
      const made = await commits.commit({ type: 'insert', row: next.row })
      if (made) written(next)
      return made
    },
  }
}
