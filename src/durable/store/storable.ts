import type { Change } from './enrollment-store.ts'
import { StoreError } from './store-error.ts'

// PostgreSQL's keys end at some 2,700 bytes, and neither database keeps a NUL or half a surrogate pair in a text:
// SQLite would cut the id off or write another one.
const longestId = 255
const unstorable = /\0|\p{Surrogate}/u
// In an address both are eaten, however they are written: `/enrollments/..` asks for something else.
const dots = /^\.\.?$/

/**
 * Whether every store can keep this id, and an address can hold it: 1 to 255 characters of well-formed text without a
 * NUL, and neither `.` nor `..`.
 */
export const isStorableId = (id: string): boolean =>
  id !== '' && id.length <= longestId && !unstorable.test(id) && !dots.test(id)

/** For whoever gave another. */
export const idRule = `1 to ${longestId} characters of well-formed text without a NUL, and not . or ..`

const largest = 2 ** 31 - 1
const isCount = (value: number) => Number.isInteger(value) && value >= 0 && value <= largest
const isTime = (value: number | null) => value === null || Number.isFinite(value)

const problemOf = (change: Change): string | null => {
  const { id } = 'row' in change ? change.row : change
  if (!isStorableId(id)) return `an id must be ${idRule}`
  if ('due' in change && !(isTime(change.due) && isTime(change.writtenAt))) return 'a time must be finite'
  if (!('row' in change)) return null
  const { row } = change
  if (!isCount(row.revision) || !isCount(row.seq)) return 'a revision and a seq must count from 0'
  if (!isTime(row.due) || !isTime(row.writtenAt)) return 'a time must be finite'
  return change.type === 'update' && row.revision !== change.of + 1
    ? 'an update must raise the revision by one'
    : null
}

/** Every store refuses the same changes, so that a host can move from one to another. */
export const assertStorable = (changes: readonly Change[]): void => {
  for (const change of changes) {
    const problem = problemOf(change)
    if (problem !== null) throw new StoreError('invalid', `The change cannot be stored: ${problem}.`)
  }
}
