import * as t from 'io-ts'
import { StoreError } from '../store/store-error.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { inTransaction } from './transaction.ts'

/** Written into the file's head, where `file` shows it: `mfae` in ASCII (sqlite.org/fileformat2.html, 1.3). */
const applicationId = 0x6d666165

/**
 * Each raises the schema's version by one; what stands here is never edited, only added to.
 *
 * Times are REAL, which holds every number of JavaScript as it is. The second index answers `written_at > now`,
 * the first is walked in the order of `due` without sorting whole rows.
 */
const migrations: readonly string[] = [
  `CREATE TABLE enrollment (
     id TEXT NOT NULL PRIMARY KEY,
     revision INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     due REAL,
     written_at REAL NOT NULL,
     is_leased INTEGER NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT;
   CREATE INDEX enrollment_by_due ON enrollment (due, written_at);
   CREATE INDEX enrollment_by_written_at ON enrollment (written_at);`,
]

const Head = t.tuple([t.type({ application: t.number, version: t.number, tables: t.number })])

const headOf = (database: SqliteDatabase) => {
  const rows = database
    .prepare(
      `SELECT (SELECT application_id FROM pragma_application_id) AS application,
              (SELECT user_version FROM pragma_user_version) AS version,
              (SELECT count(*) FROM sqlite_schema) AS tables`,
    )
    .all()
  if (!Head.is(rows)) throw new StoreError('unexpected', 'The SQLite database does not say its version.')
  return rows[0]
}

/**
 * The version of a database that is ours, or empty.
 *
 * @throws StoreError for one that is not, and for one of a newer version of this package.
 */
export const schemaVersion = (database: SqliteDatabase, place: string): number => {
  const { application, version, tables } = headOf(database)
  if (tables === 0) return 0
  if (application !== applicationId)
    throw new StoreError(
      'notOurs',
      `${place} is the database of something else. Enrollments need a file of their own: name another.`,
    )
  if (version > migrations.length)
    throw new StoreError(
      'newer',
      `${place} has version ${version} of the schema, this mfa-enrollment knows ${migrations.length}. ` +
        'Install the version that wrote it, or a later one.',
    )
  return version
}

/** Brings the schema up to date; of several processes that start at once one does, the others find it done. */
export const migrate = (database: SqliteDatabase, place: string): void => {
  if (schemaVersion(database, place) === migrations.length) return
  inTransaction(database, () => {
    for (const sql of migrations.slice(schemaVersion(database, place))) database.exec(sql)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`)
  })
}
