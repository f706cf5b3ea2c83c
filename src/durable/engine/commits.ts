import type { Change, EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import { idOf } from '../store/id-of.ts'
import { StoreError } from '../store/store-error.ts'
import { endOfTurn } from '../waiting/end-of-turn.ts'

interface Pending {
  readonly change: Change
  readonly made: (made: boolean) => void
  readonly failed: (cause: unknown) => void
}

/** As many changes as one transaction takes. */
const most = 128

/** Sealed bytes hold a nonce, so the same bytes are the very same change. */
const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

const wasMade = (change: Change, row: StoredRow | undefined): boolean => {
  if (change.type === 'erase') return row === undefined
  if (change.type === 'extend') return row?.revision === change.of && row.due === change.due
  return row?.revision === change.row.revision && isSame(row.sealed, change.row.sealed)
}

/** Group commit: what arrives while a commit is under way goes together into the next, so that one sync serves many. */
export const createCommits = (store: Pick<EnrollmentStore, 'commit' | 'read'>) => {
  const pending: Pending[] = []
  let isRunning = false

  /** Whether a commit was made whose outcome is not known: the rows tell, if they can be read. */
  const madeAsRead = async (changes: readonly Change[], unknown: StoreError): Promise<readonly boolean[]> => {
    const found = await store.read(changes.map(idOf)).catch(() => {
      // What the read says of itself, that nothing was changed say, is not true of the commit.
      throw unknown
    })
    const rows = new Map(found.map((row) => [row.id, row]))
    return changes.map((change) => wasMade(change, rows.get(idOf(change))))
  }

  const committed = async (changes: readonly Change[]): Promise<readonly boolean[]> => {
    try {
      return await store.commit(changes)
    } catch (cause) {
      if (cause instanceof StoreError && cause.trouble === 'outcomeUnknown') return madeAsRead(changes, cause)
      throw cause
    }
  }

  const run = async () => {
    isRunning = true
    // What comes in with this turn shares one transaction.
    await endOfTurn()
    while (pending.length > 0) {
      const batch = pending.splice(0, most)
      try {
        const results = await committed(batch.map(({ change }) => change))
        for (const [index, { made }] of batch.entries()) made(results[index] === true)
      } catch (cause) {
        for (const { failed } of batch) failed(cause)
      }
      // Stores of one process block it while they sync; whoever waits for something else has a turn.
      if (pending.length > 0) await endOfTurn()
    }
    isRunning = false
  }

  return {
    /** Whether the change was made; false if another came before it. */
    commit: (change: Change): Promise<boolean> =>
      new Promise((made, failed) => {
        pending.push({ change, made, failed })
        if (!isRunning) void run()
      }),
  }
}
export type Commits = ReturnType<typeof createCommits>
