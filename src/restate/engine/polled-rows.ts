import { UnreadableEnrollmentError, type StoredRow } from '../../durable/index.ts'

export interface PolledRowsOptions {
  readonly read: (id: string) => Promise<StoredRow | null>
  readonly isWatched: (id: string) => boolean
  readonly now: () => number
  /** How often a row is read that waits for a person, ms; one that waits for an answer is read each time. */
  readonly quietMs: number
  readonly unreadable: (cause: UnreadableEnrollmentError) => void
}

/** Stands for one that cannot be read, among many that are looked at together. It is never news. */
const unread = (id: string): StoredRow => ({
  id,
  revision: -2,
  seq: 0,
  due: null,
  writtenAt: 0,
  isLeased: false,
  sealed: new Uint8Array(),
})

/** So many questions at once: whoever sends a command must not wait behind all that watch. */
const atOnce = 16

/**
 * The rows that are watched. Each look is a question to Restate, so a row that only its person can move is asked for
 * less often; commands of this process are told at once either way. One that cannot be read does not hinder the others.
 */
export const createPolledRows = ({ read, isWatched, now, quietMs, unreadable }: PolledRowsOptions) => {
  const seen = new Map<string, { readonly row: StoredRow; readonly at: number }>()
  let changes = 0

  const isQuiet = ({ isLeased, due }: StoredRow): boolean =>
    !isLeased && (due === null || due > now() + quietMs)

  const look = async (id: string): Promise<StoredRow | null> => {
    const last = seen.get(id)
    if (last !== undefined && now() - last.at < quietMs && isQuiet(last.row)) return last.row
    const before = changes
    try {
      const row = await read(id)
      // What was read before a change may be of before it.
      if (row !== null && changes === before) seen.set(id, { row, at: now() })
      else seen.delete(id)
      return row
    } catch (cause) {
      // Restate itself: the whole look has failed.
      if (!(cause instanceof UnreadableEnrollmentError)) throw cause
      unreadable(cause)
      return last?.row ?? unread(id)
    }
  }

  return {
    /** Something happened to it, or somebody new wants to know: it is read anew. */
    forget: (id: string): void => {
      changes += 1
      seen.delete(id)
    },
    look: async (ids: readonly string[]): Promise<readonly StoredRow[]> => {
      for (const id of seen.keys()) if (!isWatched(id)) seen.delete(id)
      const left = [...ids]
      const found: StoredRow[] = []
      const lookOn = async () => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          const row = await look(id)
          if (row !== null) found.push(row)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, lookOn))
      return found
    },
  }
}
