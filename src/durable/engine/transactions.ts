import type { EnrollmentSnapshot, Redacted } from '../../../machines/index.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { callOf, type Effect } from '../step/effect.ts'
import type { EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import { pause } from '../waiting/pause.ts'
import type { Commits } from './commits.ts'
import { dueOf, type Spans } from './due.ts'
import type { EngineClock } from './engine.ts'
import { lastOf, type Judged } from './judged.ts'
import { openRow, sealedRow, type OpenRow } from './rows.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'
import { createTurns } from './turns.ts'
import { made, untilMade } from './until-made.ts'

/** What is written of an enrollment. */
export interface Writing {
  readonly judged: Judged
  readonly accessToken: Redacted<string> | null
  /** Its call is not made now: it waits for the person. */
  readonly isParked?: boolean
}

/** What is to become of a row. A decision may be made again if somebody was faster: it must do nothing itself. */
export type Decision<A> = {
  readonly answer: A
  /** Done once, as soon as the decision stands. */
  readonly told?: () => void
} & ({ readonly type: 'leave' } | { readonly type: 'erase' } | ({ readonly type: 'write' } & Writing))

/** A row as it was committed, and what happened on the way to it. */
export interface Written extends OpenRow {
  readonly judged: Judged
  /** To be run now. */
  readonly effect: Effect | null
  /** For its call, which the row may not have any more. */
  readonly accessToken: Redacted<string> | null
}

export interface TransactionsOptions {
  readonly store: Pick<EnrollmentStore, 'read'>
  readonly sealer: Sealer
  readonly spans: Spans
  readonly now: () => number
  readonly commits: Commits
  /** Opens a row; as it is by default. */
  readonly open?: (row: StoredRow) => OpenRow
  /** For waits; the system's by default. */
  readonly clock?: Pick<EngineClock, 'setTimeout'>
  /** Called once a row was committed, before its answer is given: only now may its effect run. */
  readonly written: (written: Written) => void
  readonly erased: (id: string) => void
}

/** Whether the call that was in flight for the row goes on. */
const callGoesOn = (row: StoredRow | null, before: EnrollmentSnapshot, after: EnrollmentSnapshot): boolean =>
  row?.isLeased === true &&
  callOf(after) !== null &&
  callOf(after) === callOf(before) &&
  after.context.seq === before.context.seq

/** Read, decide, compare and set; and again if somebody was faster. */
export const createTransactions = (options: TransactionsOptions) => {
  const { store, sealer, spans, now, commits, written, erased, clock } = options
  const { open: opened = (row: StoredRow) => openRow(sealer, row) } = options
  const waited = (ms: number) => pause(ms, clock)
  const turns = createTurns()

  const writtenAs = (
    id: string,
    row: StoredRow | null,
    before: OpenEnrollment,
    { judged, accessToken, isParked = false }: Writing,
  ): Written => {
    const snapshot = lastOf(judged)
    const usesAccessToken = before.usesAccessToken || accessToken !== null
    const { effect, timer } = judged
    // Who had a token and has none is not sent without one to look something up.
    const waits =
      isParked || (effect?.call === 'listEnrolledFactors' && usesAccessToken && accessToken === null)
    const isCalling = !waits && (effect !== null || callGoesOn(row, before.snapshot, snapshot))
    const at = now()
    const open = { ...before, snapshot, accessToken, usesAccessToken }
    const due = dueOf(snapshot, { now: at, isCalling, timer }, spans)
    const next = sealedRow(sealer, open, { id, revision: (row?.revision ?? 0) + 1, now: at, ...due })
    return { ...next, judged, effect: waits ? null : effect, accessToken }
  }

  /** Commits what was decided about a row; false if another revision is there by now. */
  const commit = async ({ row, open }: OpenRow, decision: Decision<unknown>): Promise<boolean> => {
    const { id, revision } = row
    if (decision.type === 'write') {
      const next = writtenAs(id, row, open, decision)
      if (!(await commits.commit({ type: 'update', of: revision, row: next.row }))) return false
      written(next)
    } else if (decision.type === 'erase') {
      if (!(await commits.commit({ type: 'erase', id, of: revision }))) return false
      erased(id)
    }
    decision.told?.()
    return true
  }

  const read = async (id: string): Promise<OpenRow | null> => {
    const [row] = await store.read([id])
    return row === undefined ? null : opened(row)
  }

  return {
    read,
    commit,
    /** Null if there is no such row. */
    change: <A>(id: string, decide: (found: OpenRow) => Decision<A>): Promise<A | null> =>
      turns.take(id, () =>
        untilMade<A | null>(waited, async () => {
          const found = await read(id)
          if (found === null) return made(null)
          const decision = decide(found)
          return (await commit(found, decision)) ? made(decision.answer) : null
        }),
      ),
    /** False if a row of that id is there already. */
    insert: (id: string, before: OpenEnrollment, writing: Writing): Promise<boolean> =>
      turns.take(id, async () => {
        const next = writtenAs(id, null, before, writing)
        const isNew = await commits.commit({ type: 'insert', row: next.row })
        if (isNew) written(next)
        return isNew
      }),
    /** Takes a row out without opening it: its key may be gone. False if there is none. */
    erase: (id: string): Promise<boolean> =>
      turns.take(id, () =>
        untilMade<boolean>(waited, async () => {
          const [row] = await store.read([id])
          if (row === undefined) return made(false)
          if (!(await commits.commit({ type: 'erase', id, of: row.revision }))) return null
          erased(id)
          return made(true)
        }),
      ),
    /** Once everything that was begun has come to its end. */
    idle: turns.idle,
  }
}
export type Transactions = ReturnType<typeof createTransactions>
