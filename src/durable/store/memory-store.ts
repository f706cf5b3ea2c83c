import type { Change, EnrollmentStore, StoredRow } from './enrollment-store.ts'
import { assertStorable } from './storable.ts'
import { closedError } from './store-error.ts'

const isDue = ({ due, writtenAt }: StoredRow, now: number): boolean =>
  (due !== null && due <= now) || writtenAt > now

// Infinity would not do for `never`: Infinity less Infinity orders nothing.
const never = Number.MAX_VALUE
const byDue = (a: StoredRow, b: StoredRow): number => (a.due ?? never) - (b.due ?? never)

/**
 * A store that forgets with its process: for tests, and for trying out. Every look for what is due walks all
 * rows, so it is none for many.
 *
 * @example
 * const engine = createEngine({ store: memoryStore(), keys: [newSealingKey()], service })
 */
export const memoryStore = (): EnrollmentStore => {
  const rows = new Map<string, StoredRow>()
  let isClosed = false

  const assertOpen = () => {
    if (isClosed) throw closedError()
  }

  // The bytes are copied, as by every other store: the caller may use its own again.
  const keep = (row: StoredRow) => rows.set(row.id, { ...row, sealed: Uint8Array.from(row.sealed) })

  const made = (change: Change): boolean => {
    const id = 'row' in change ? change.row.id : change.id
    const now = rows.get(id)
    if (change.type === 'insert') {
      if (now !== undefined) return false
      keep(change.row)
      return true
    }
    if (now?.revision !== change.of) return false
    if (change.type === 'update') keep(change.row)
    else if (change.type === 'erase') rows.delete(id)
    else rows.set(id, { ...now, due: change.due, writtenAt: change.writtenAt })
    return true
  }

  return {
    read: async (ids) => {
      assertOpen()
      return [...new Set(ids)].flatMap((id) => rows.get(id) ?? [])
    },
    readDue: async (now, limit) => {
      assertOpen()
      return [...rows.values()]
        .filter((row) => isDue(row, now))
        .toSorted(byDue)
        .slice(0, limit)
    },
    nextDue: async () => {
      assertOpen()
      const dues = [...rows.values()].flatMap(({ due }) => (due === null ? [] : [due]))
      return dues.length === 0 ? null : dues.reduce((a, b) => Math.min(a, b))
    },
    commit: async (changes) => {
      assertOpen()
      assertStorable(changes)
      return changes.map(made)
    },
    close: async () => {
      isClosed = true
      rows.clear()
    },
  }
}
