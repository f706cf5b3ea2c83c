import type { Change, EnrollmentStore, StoredRow } from './enrollment-store.ts'

const isDue = ({ due, writtenAt }: StoredRow, now: number): boolean =>
  (due !== null && due <= now) || writtenAt > now

const byDue = (a: StoredRow, b: StoredRow): number => (a.due ?? Infinity) - (b.due ?? Infinity)

/**
 * A store that forgets with its process: for tests, and for trying out. Every look for what is due walks all
 * rows, so it is none for many.
 *
 * @example
 * const engine = createEngine({ store: memoryStore(), keys: [newSealingKey()], service })
 */
export const memoryStore = (): EnrollmentStore => {
  const rows = new Map<string, StoredRow>()

  const made = (change: Change): boolean => {
    const id = 'row' in change ? change.row.id : change.id
    const now = rows.get(id)
    if (change.type === 'insert') {
      if (now !== undefined) return false
      rows.set(id, change.row)
      return true
    }
    if (now?.revision !== change.of) return false
    if (change.type === 'update') rows.set(id, change.row)
    else if (change.type === 'erase') rows.delete(id)
    else rows.set(id, { ...now, due: change.due, writtenAt: change.writtenAt })
    return true
  }

  return {
    read: async (ids) => ids.flatMap((id) => rows.get(id) ?? []),
    readDue: async (now, limit) =>
      [...rows.values()]
        .filter((row) => isDue(row, now))
        .toSorted(byDue)
        .slice(0, limit),
    nextDue: async () => {
      const dues = [...rows.values()].flatMap(({ due }) => (due === null ? [] : [due]))
      return dues.length === 0 ? null : dues.reduce((a, b) => Math.min(a, b))
    },
    commit: async (changes) => changes.map(made),
    close: async () => rows.clear(),
  }
}
