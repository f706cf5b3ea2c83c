import type { SqliteDatabase } from './sqlite-database.ts'

const rollBack = (database: SqliteDatabase): void => {
  try {
    database.exec('ROLLBACK')
  } catch {
    // A full disk, for one, has SQLite roll back by itself: then there is no transaction any more.
  }
}

/**
 * Runs the work in one transaction, all of it or nothing. It takes the lock for writing at once: a transaction that
 * reads first and writes later may find that it cannot.
 */
export const inTransaction = <A>(database: SqliteDatabase, work: () => A): A => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(database)
    throw error
  }
}
