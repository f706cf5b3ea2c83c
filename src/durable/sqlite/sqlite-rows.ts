import * as t from 'io-ts'
import type { Change, StoredRow } from '../store/enrollment-store.ts'
import { columns, decoded, Due, rowsIn } from '../store/stored-columns.ts'
import type { SqliteDatabase } from './sqlite-database.ts'

const Found = t.readonlyArray(t.unknown)

const otherwise = 'The SQLite database gave rows of another form than they were written in.'

/**
 * The statements, prepared once. Rows are read with `all` alone, for a statement that is left before its last row
 * would hold its view of the database, and with it the WAL.
 */
export const prepareRows = (database: SqliteDatabase) => {
  const readOne = database.prepare(`SELECT ${columns} FROM enrollment WHERE id = ?`)
  const readPast = database.prepare(
    `SELECT ${columns} FROM enrollment INDEXED BY enrollment_by_due WHERE due <= ? ORDER BY due LIMIT ?`,
  )
  // After a clock was set back most rows may be from the future: they are walked in order, never sorted.
  const anyFromFuture = database.prepare('SELECT 1 FROM enrollment WHERE written_at > ? LIMIT 1')
  const readFromFuture = database.prepare(
    `SELECT ${columns} FROM enrollment INDEXED BY enrollment_by_due
     WHERE due > ? AND written_at > ? ORDER BY due LIMIT ?`,
  )
  const readFromFutureNeverDue = database.prepare(
    `SELECT ${columns} FROM enrollment INDEXED BY enrollment_by_due
     WHERE due IS NULL AND written_at > ? LIMIT ?`,
  )
  const earliest = database.prepare('SELECT min(due) AS due FROM enrollment')
  const insert = database.prepare(
    `INSERT INTO enrollment (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const update = database.prepare(
    `UPDATE enrollment SET revision = ?, seq = ?, due = ?, written_at = ?, is_leased = ?, sealed = ?
     WHERE id = ? AND revision = ?`,
  )
  const extend = database.prepare(
    'UPDATE enrollment SET due = ?, written_at = ? WHERE id = ? AND revision = ?',
  )
  const erase = database.prepare('DELETE FROM enrollment WHERE id = ? AND revision = ?')

  const changesBy = (change: Change) => {
    switch (change.type) {
      case 'insert': {
        const { id, revision, seq, due, writtenAt, isLeased, sealed } = change.row
        return insert.run(id, revision, seq, due, writtenAt, Number(isLeased), sealed)
      }
      case 'update': {
        const { id, revision, seq, due, writtenAt, isLeased, sealed } = change.row
        return update.run(revision, seq, due, writtenAt, Number(isLeased), sealed, id, change.of)
      }
      case 'extend':
        return extend.run(change.due, change.writtenAt, change.id, change.of)
      case 'erase':
        return erase.run(change.id, change.of)
    }
  }

  return {
    read: (ids: Iterable<string>) => [...ids].flatMap((id) => rowsIn(readOne.all(id), otherwise)),
    readDue: (now: number, limit: number): readonly StoredRow[] => {
      const past = rowsIn(readPast.all(now, limit), otherwise)
      const left = () => limit - past.length - future.length
      const future: StoredRow[] = []
      if (left() > 0 && decoded(Found, anyFromFuture.all(now), otherwise).length > 0) {
        future.push(...rowsIn(readFromFuture.all(now, now, left()), otherwise))
        future.push(...rowsIn(readFromFutureNeverDue.all(now, left()), otherwise))
      }
      return [...past, ...future]
    },
    nextDue: (): number | null => decoded(Due, earliest.all(), otherwise)[0].due,
    /** Within a transaction; whether there was such a row of such a revision. */
    make: (change: Change): boolean => Number(changesBy(change).changes) === 1,
  }
}
