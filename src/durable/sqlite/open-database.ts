import * as t from 'io-ts'
import { StoreError } from '../store/store-error.ts'
import { blockingWaitMs } from './lock-wait.ts'
import { assertPrivate } from './private-file.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { migrate, schemaVersion } from './sqlite-schema.ts'

const Databases = t.readonlyArray(t.type({ name: t.string, file: t.union([t.string, t.null]) }))
const JournalMode = t.readonlyArray(t.type({ journal_mode: t.string }))

const fileOf = (database: SqliteDatabase): string => {
  const databases = database.prepare('PRAGMA database_list').all()
  const file = Databases.is(databases) ? databases.find(({ name }) => name === 'main')?.file : undefined
  if (file) return file
  throw new StoreError(
    'notOurs',
    'The SQLite database is in memory or temporary, so a restart would lose all. ' +
      'Open one in a file, or use memoryStore().',
  )
}

/**
 * Settings of the connection, which a file does not keep: what is committed is on the disk (on macOS too, whose
 * `fsync` alone does not do it), and what is erased is overwritten.
 */
const settings = 'PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON'

/** Makes a database ready for enrollments, and says in which file it is. To be repeated while it is locked. */
export const openDatabase = (database: SqliteDatabase): string => {
  database.prepare(`PRAGMA busy_timeout = ${blockingWaitMs}`).all()
  const file = fileOf(database)
  assertPrivate(file)
  // Before anything is written: the file may belong to something else.
  schemaVersion(database, file)
  const mode = database.prepare('PRAGMA journal_mode = WAL').all()
  if (!JournalMode.is(mode) || mode[0]?.journal_mode !== 'wal')
    throw new StoreError('unexpected', `${file} cannot have a WAL: put it on a disk of this machine.`)
  database.exec(settings)
  migrate(database, file)
  return file
}
