import { UnreadableEnrollmentError, type StoredRow } from '../../durable/index.ts'
import { pausesOf } from './poll-pauses.ts'

export interface PolledRowsOptions {
  readonly read: (id: string) => Promise<StoredRow | null>
  readonly isWatched: (id: string) => boolean
  readonly now: () => number
  /** How often a row is read as a rule, ms. */
  readonly pollMs: number
  readonly unreadable: (cause: UnreadableEnrollmentError) => void
}

interface Seen {
  /** Null if there was none. */
  readonly row: StoredRow | null
  /** When it was read, epoch ms. */
  readonly at: number
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

/** So many rows are read in one look before it is their usual time. */
const hurriedAtOnce = 8

/**
 * The rows that are watched. Each look is a question to Restate, so a row that only its person can move is asked for
 * less often, and one whose call has just begun more often; what this process changes is told at once either way. One
 * that cannot be read does not hinder the others.
 */
export const createPolledRows = ({ read, isWatched, now, pollMs, unreadable }: PolledRowsOptions) => {
  const seen = new Map<string, Seen>()
  const reading = new Set<{ readonly id: string; isOutdated: boolean }>()
  let failure: { readonly cause: unknown; readonly at: number } | null = null
  const { usualPauseOf, hurriedPauseOf } = pausesOf(pollMs)

  /** A clock that was set back makes nothing wait. */
  const isOver = (since: number, ms: number): boolean => now() < since || now() - since >= ms

  /** Those that are to be read now. */
  const dueOf = (ids: readonly string[]): ReadonlySet<string> => {
    const due = new Set<string>()
    const hurried: (Seen & { readonly id: string })[] = []
    for (const id of ids) {
      const last = seen.get(id)
      if (last === undefined || isOver(last.at, usualPauseOf(last.row, now()))) due.add(id)
      else if (isOver(last.at, hurriedPauseOf(last.row, now()))) hurried.push({ ...last, id })
    }
    // Who has waited longest comes first.
    for (const { id } of hurried.toSorted((one, other) => one.at - other.at).slice(0, hurriedAtOnce))
      due.add(id)
    return due
  }

  const look = async (id: string): Promise<StoredRow | null> => {
    const last = seen.get(id)
    const mine = { id, isOutdated: false }
    reading.add(mine)
    try {
      const row = await read(id)
      // What was read before a change may be of before it.
      if (!mine.isOutdated) seen.set(id, { row, at: now() })
      return row
    } catch (cause) {
      // Restate itself: the whole look has failed.
      if (!(cause instanceof UnreadableEnrollmentError)) throw cause
      unreadable(cause)
      const row = last?.row ?? unread(id)
      if (!mine.isOutdated) seen.set(id, { row, at: now() })
      return row
    } finally {
      reading.delete(mine)
    }
  }

  const lookAtAll = async (ids: readonly string[]): Promise<readonly StoredRow[]> => {
    for (const id of seen.keys()) if (!isWatched(id)) seen.delete(id)
    const due = dueOf(ids)
    const found = ids.flatMap((id) => (due.has(id) ? [] : (seen.get(id)?.row ?? [])))
    const left = [...due]
    const lookOn = async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        const row = await look(id)
        if (row !== null) found.push(row)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lookOn))
    return found
  }

  return {
    /** Something happened to it, or somebody new wants to know: it is read anew. */
    forget: (id: string): void => {
      for (const one of reading) one.isOutdated ||= one.id === id
      seen.delete(id)
    },
    /** Rejects as `read` does where Restate fails; then it asks nothing for as long as between two usual looks. */
    look: async (ids: readonly string[]): Promise<readonly StoredRow[]> => {
      if (failure !== null && !isOver(failure.at, pollMs)) throw failure.cause
      try {
        const rows = await lookAtAll(ids)
        failure = null
        return rows
      } catch (cause) {
        failure = { cause, at: now() }
        throw cause
      }
    },
  }
}
