import * as t from 'io-ts'
import { StoreError, type StoreTrouble } from '../store/store-error.ts'

// The result codes of SQLite (sqlite.org/rescode.html), without what their extended forms add.
const names: Readonly<Record<number, string>> = {
  5: 'BUSY',
  6: 'LOCKED',
  8: 'READONLY',
  10: 'IOERR',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'CANTOPEN',
  26: 'NOTADB',
}

const WithName = t.type({ code: t.string })
/** The number of the result, by the names that libsql and `node:sqlite` have for it. */
const WithNumber = t.union([t.type({ rawCode: t.number }), t.type({ errcode: t.number })])

/** How libsql ends what it says of a file that it could not open at all: without a code of its own. */
const endsWithNumber = /^ConnectionFailed\(.*: (\d+)"\)$/

/** `SQLITE_IOERR_WRITE` is `IOERR`; null for what SQLite did not say. */
const resultOf = (error: unknown): string | null => {
  if (WithNumber.is(error)) return names[('rawCode' in error ? error.rawCode : error.errcode) & 0xff] ?? null
  const name = WithName.is(error) ? /^SQLITE_([A-Z]+)/.exec(error.code)?.[1] : undefined
  if (name !== undefined) return name
  const number = error instanceof Error ? endsWithNumber.exec(error.message)?.[1] : undefined
  return names[Number(number)] ?? null
}

export const isLocked = (error: unknown): boolean => ['BUSY', 'LOCKED'].includes(resultOf(error) ?? '')

const troubles: Readonly<Record<string, readonly [StoreTrouble, (place: string) => string]>> = {
  BUSY: ['locked', (place) => `Another process keeps ${place} locked. End what holds it, and try again.`],
  LOCKED: ['locked', (place) => `Another process keeps ${place} locked. End what holds it, and try again.`],
  FULL: [
    'full',
    (place) => `There is no room left for ${place}. Make room on its disk; no restart is needed.`,
  ],
  IOERR: [
    'disk',
    (place) =>
      `${place} could not be read or written. Look for a full disk, a quota or limit of file sizes, or a failing disk.`,
  ],
  READONLY: [
    'readOnly',
    (place) => `This user must be allowed to write ${place}, and in its folder. Change their owner or mode.`,
  ],
  CANTOPEN: [
    'readOnly',
    (place) =>
      `${place}, or the -wal and -shm files that belong beside it, cannot be opened. ` +
      'Its folder must exist, and this user must be allowed to write there.',
  ],
  CORRUPT: [
    'damaged',
    (place) =>
      `${place} is damaged: cut off or overwritten. Stop all that use it and put a backup in its place; ` +
      'sqlite3 can save what is left of it (.recover).',
  ],
  NOTADB: [
    'damaged',
    (place) => `${place} is not a SQLite database. Give another file, or move this one away.`,
  ],
}

/** What SQLite threw, said so that an operator knows what to do. Its own messages hold names of tables, no values. */
export const sqliteTrouble = (cause: unknown, place: string): StoreError => {
  if (cause instanceof StoreError) return cause
  const known = troubles[resultOf(cause) ?? '']
  if (known !== undefined)
    return new StoreError(known[0], `${known[1](place)} Nothing was changed.`, { cause })
  const said = cause instanceof Error ? cause.message : 'it threw what is no Error'
  return new StoreError('unexpected', `${place} refused: ${said}. Nothing was changed.`, { cause })
}
