import type { EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import type { Commits } from './commits.ts'
import { clocksAgreeWithinMs } from './due.ts'
import { dutyInputsOf } from './duty-input.ts'
import { judge } from './judged.ts'
import type { OpenRow } from './rows.ts'
import type { Decision, Transactions } from './transactions.ts'

/** So many rows are done in one go: their work together stays far below what anybody would feel. */
const sliceSize = 32
/** How long a row that cannot be read is left alone, ms. */
const unreadablePauseMs = 60_000
/** So many are read where those of a moment ahead may hide others. */
const wideSliceSize = 2_048

export interface DutiesOptions {
  readonly store: Pick<EnrollmentStore, 'readDue'>
  readonly commits: Commits
  readonly transactions: Pick<Transactions, 'commit'>
  readonly open: (row: StoredRow) => OpenRow
  readonly now: () => number
  readonly leaseMs: number
  readonly sendIntervalMs: number
  readonly calls: { readonly holds: (id: string) => boolean; readonly hasRoom: () => boolean }
  readonly unreadable: (row: StoredRow, cause: unknown) => void
}

/** What time alone asks for: the minute is over, an engine died, nobody came back. */
export const createDuties = (options: DutiesOptions) => {
  const { store, commits, transactions, open, now, leaseMs, sendIntervalMs, calls, unreadable } = options

  const isFromFuture = ({ writtenAt }: StoredRow): boolean => writtenAt > now()

  /** Null: not now. */
  const decided = (found: OpenRow): Decision<null> | null => {
    const { snapshot, accessToken } = found.open
    const inputs = dutyInputsOf(found, now(), sendIntervalMs)
    // A token whose request left in the future is dead to the machine, whatever its timer says.
    if (isFromFuture(found.row) && inputs?.[0]?.type !== 'timer') return null
    if (inputs === null) return { type: 'erase', answer: null }
    const judged = judge(snapshot, null, inputs, now())
    if (judged.effect !== null && !calls.hasRoom()) return null
    return { type: 'write', judged, accessToken, answer: null }
  }

  const putOff = ({ id, revision }: StoredRow, ms: number) =>
    commits.commit({ type: 'extend', id, of: revision, due: now() + ms, writtenAt: now() })

  /** What a row has left of its time, as of when it was written. */
  const leftOf = ({ due, writtenAt }: StoredRow) => (due === null ? 0 : Math.max(0, due - writtenAt))

  const attend = async (row: StoredRow): Promise<void> => {
    // The process was held up, and its own heart will beat in a moment.
    if (row.isLeased && calls.holds(row.id)) return void (await putOff(row, leaseMs))
    let found: OpenRow
    let decision: Decision<null> | null
    try {
      found = open(row)
      decision = decided(found)
    } catch (cause) {
      unreadable(row, cause)
      return void (await putOff(row, unreadablePauseMs))
    }
    if (decision !== null) await transactions.commit(found, decision)
    else await putOff(row, isFromFuture(row) ? leftOf(row) : leaseMs)
  }

  // A row of a moment ahead is no sign of a clock set back: another engine's runs ahead a little.
  const needsAttention = ({ due, writtenAt }: StoredRow): boolean =>
    (due !== null && due <= now()) || writtenAt > now() + clocksAgreeWithinMs

  let lookedWideAt = Number.NEGATIVE_INFINITY

  /** Rows of a moment ahead, which need nothing, come in the order of their due: they may hide those of an hour ahead. */
  const attended = async (): Promise<readonly StoredRow[]> => {
    const rows = await store.readDue(now(), sliceSize)
    const due = rows.filter(needsAttention)
    if (rows.length < sliceSize || due.length === sliceSize || Math.abs(now() - lookedWideAt) < leaseMs)
      return due
    lookedWideAt = now()
    return (await store.readDue(now(), wideSliceSize)).filter(needsAttention).slice(0, sliceSize)
  }

  return {
    /** Does a slice of what is due; true if there is more. */
    doSlice: async (): Promise<boolean> => {
      const due = await attended()
      await Promise.all(due.map(attend))
      return due.length === sliceSize
    },
  }
}
