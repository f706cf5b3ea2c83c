import { callOf } from '../step/effect.ts'
import type { StepInput } from '../step/step.ts'
import type { EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import type { createCommits } from './commits.ts'
import { dutyOf } from './due.ts'
import { judge } from './judged.ts'
import type { OpenRow } from './rows.ts'
import type { createTransactions, Decision } from './transactions.ts'

/** So many rows are done in one go: their work together stays far below what anybody would feel. */
const sliceSize = 100
/** How long a row that cannot be read is left alone, ms. */
const unreadablePauseMs = 3_600_000

export interface DutiesOptions {
  readonly store: Pick<EnrollmentStore, 'readDue'>
  readonly commits: ReturnType<typeof createCommits>
  readonly transactions: Pick<ReturnType<typeof createTransactions>, 'commit'>
  readonly open: (row: StoredRow) => OpenRow
  readonly now: () => number
  readonly sendIntervalMs: number
  readonly hasRoom: () => boolean
  readonly resumed: (open: OpenRow) => void
  readonly unreadable: (row: StoredRow, cause: unknown) => void
}

/** What time alone asks for: the minute is over, an engine died, nobody came back. */
export const createDuties = (options: DutiesOptions) => {
  const { store, commits, transactions, open, now, sendIntervalMs, hasRoom, resumed, unreadable } = options

  const inputOf = ({ row, open: { snapshot } }: OpenRow): StepInput | null => {
    switch (dutyOf(snapshot, row)) {
      case 'timer':
        return { type: 'timer', seq: row.seq }
      case 'restore':
        return { type: 'restored', sendAgainAt: now() + sendIntervalMs }
      case 'cancel':
        return { type: 'command', command: { type: 'enrollment.cancelled' } }
      case 'erase':
        return null
    }
  }

  const decided = (found: OpenRow): Decision<null> => {
    const { snapshot, accessToken } = found.open
    const input = inputOf(found)
    if (input === null) return { type: 'erase', answer: null }
    return { type: 'write', judged: judge(snapshot, null, [input], now()), accessToken, answer: null }
  }

  /** The clock was set back behind the row: what is left of its time is counted from now. */
  const recounted = ({ id, revision, due, writtenAt }: StoredRow) => {
    const left = due === null ? 0 : Math.max(0, due - writtenAt)
    return commits.commit({ type: 'extend', id, of: revision, due: now() + left, writtenAt: now() })
  }

  const attend = async (row: StoredRow): Promise<void> => {
    let found: OpenRow
    try {
      found = open(row)
    } catch (cause) {
      unreadable(row, cause)
      const { id, revision } = row
      await commits.commit({
        type: 'extend',
        id,
        of: revision,
        due: now() + unreadablePauseMs,
        writtenAt: now(),
      })
      return
    }
    const isTimer = dutyOf(found.open.snapshot, row) === 'timer'
    // A token whose request left in the future is dead to the machine, whatever its timer says.
    if (row.writtenAt > now() && !isTimer) {
      await recounted(row)
      return
    }
    if (callOf(found.open.snapshot) !== null && row.isLeased) resumed(found)
    await transactions.commit(found, decided(found))
  }

  return {
    /** Does a slice of what is due; true if there is more. */
    doSlice: async (): Promise<boolean> => {
      if (!hasRoom()) return false
      const rows = await store.readDue(now(), sliceSize)
      await Promise.all(rows.map(attend))
      return rows.length === sliceSize
    },
  }
}
