/**
 * One enrollment as a store keeps it. Nothing in it is about a person but the sealed bytes: who looks into the
 * database learns how many enrollments there are and when each is to be looked at, no more.
 */
export interface StoredRow {
  /** The enrollment's id, 128 random bits; at most 255 characters of well-formed text without a NUL. */
  readonly id: string
  /** Rises by one with every change; a change names the one it was made of (compare-and-set). */
  readonly revision: number
  /** The record's sequence number: which call or timer `due` is about. */
  readonly seq: number
  /** When something must be done for it, epoch ms: a timer, the end of a lease, the end of its retention. Null: never. */
  readonly due: number | null
  /** When the row was written, epoch ms. A clock that says less was set back: the row is due at once, to be judged anew. */
  readonly writtenAt: number
  /** Whether a call is in flight for it: `due` is then the end of the lease of the engine that runs it. */
  readonly isLeased: boolean
  /** The sealed record. */
  readonly sealed: Uint8Array
}

/** A change of one row. */
export type Change =
  | { readonly type: 'insert'; readonly row: StoredRow }
  /** `row.revision` is `of + 1`. */
  | { readonly type: 'update'; readonly of: number; readonly row: StoredRow }
  /** Moves `due` alone, of a lease that is still held. */
  | {
      readonly type: 'extend'
      readonly id: string
      readonly of: number
      readonly due: number
      readonly writtenAt: number
    }
  | { readonly type: 'erase'; readonly id: string; readonly of: number }

/**
 * Where enrollments are kept. Compare-and-set is all that several engines need to agree: whoever commits the next
 * revision first has it, and only then runs what it asks for.
 *
 * Every function rejects with a `StoreError` that says what happened and what to do (disk full, locked, gone), never
 * with a row's content. A rejected `commit` changed nothing, unless its `trouble` is `outcomeUnknown`: then all of it
 * was made or nothing, and `read` tells.
 */
export interface EnrollmentStore {
  /** The rows that exist, each once, in no order. */
  readonly read: (ids: readonly string[]) => Promise<readonly StoredRow[]>
  /** Rows with `due <= now` or `writtenAt > now`, the longest due first and those never due last, at most `limit`. */
  readonly readDue: (now: number, limit: number) => Promise<readonly StoredRow[]>
  /** The earliest `due` of all, null if there is none: one schedule for all, not one timer each. */
  readonly nextDue: () => Promise<number | null>
  /** All changes in one transaction, synced to disk before it answers; for each whether it was made, in order. One that finds another revision is not made, and does not hinder the others; each is judged by its own row alone. */
  readonly commit: (changes: readonly Change[]) => Promise<readonly boolean[]>
  /** Ends what the store opened itself, not what it was given; after that everything rejects. */
  readonly close: () => Promise<void>
}
