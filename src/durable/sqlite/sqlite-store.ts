import { resolve } from 'node:path'
import type { EnrollmentStore } from '../store/enrollment-store.ts'
import { assertStorable, isStorableId } from '../store/storable.ts'
import { closedError, StoreError } from '../store/store-error.ts'
import { whileLocked } from './lock-wait.ts'
import { openDatabase } from './open-database.ts'
import { assertPrivate, makePrivateFile, watchFile } from './private-file.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { prepareRows } from './sqlite-rows.ts'
import { sqliteTrouble } from './sqlite-trouble.ts'
import { inTransaction } from './transaction.ts'

/** Where the enrollments are: in a file, or in a database that is open. */
export type SqliteStoreOptions = (
  | {
      /** Path of the database. It is made if it is not there, for its owner alone (0600). Needs `libsql`. */
      readonly file: string
    }
  | {
      /** Of `libsql`, `better-sqlite3` or `node:sqlite`, for enrollments alone. Whoever opened it closes it. */
      readonly database: SqliteDatabase
    }
) & {
  /** How long to wait, ms, while another process holds the lock. Default: 5,000. */
  readonly lockWaitMs?: number
}

/** `path` is a whole path: libsql takes some texts for the address of a server. */
const openWithLibsql = async (path: string): Promise<SqliteDatabase> => {
  makePrivateFile(path)
  assertPrivate(path)
  const { default: Database } = await import('libsql').catch((cause: unknown) => {
    throw new StoreError('unexpected', 'A file of enrollments needs libsql: run npm install libsql', {
      cause,
    })
  })
  try {
    return new Database(path)
  } catch (error) {
    throw sqliteTrouble(error, path)
  }
}

const storeOver = async (
  database: SqliteDatabase,
  lockWaitMs: number,
  place: string,
): Promise<EnrollmentStore> => {
  const attempted = <A>(attempt: () => A, where: string): Promise<A> =>
    whileLocked(lockWaitMs, attempt).catch((error: unknown) => {
      throw sqliteTrouble(error, where)
    })
  const file = await attempted(() => openDatabase(database), place)
  const rows = await attempted(() => prepareRows(database), file)
  const assertSameFile = watchFile(file)
  let isClosed = false

  const run = <A>(work: () => A): Promise<A> =>
    attempted(() => {
      if (isClosed) throw closedError()
      assertSameFile()
      return work()
    }, file)

  return {
    read: (ids) => run(() => rows.read(new Set(ids.filter(isStorableId)))),
    readDue: (now, limit) => run(() => rows.readDue(now, limit)),
    nextDue: () => run(rows.nextDue),
    commit: (changes) =>
      run(() => {
        assertStorable(changes)
        const made = inTransaction(database, () => changes.map(rows.make))
        // Of what was written to a file that is gone, nothing is left.
        assertSameFile()
        return made
      }),
    close: async () => {
      if (isClosed) return
      isClosed = true
      try {
        database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
      } catch {
        // The WAL stays beside the file, and whoever opens it next reads it.
      }
    },
  }
}

/**
 * Keeps enrollments in one SQLite file: WAL, synced at every commit, erased rows overwritten. Several processes of
 * one machine may share the file; a network drive will not do. While it is open `-wal` and `-shm` files stand beside
 * it, and belong to it: a backup takes the database with `VACUUM INTO` or `sqlite3 .backup`, not with `cp`.
 *
 * It opens no file that other users of the machine may read: a new one is 0600, any other is refused until it is.
 *
 * @throws StoreError (as a rejection) if the file cannot be opened, is not ours, or is of a newer version; TypeError
 *   without the name of a file.
 *
 * @example
 * const store = await sqliteStore({ file: 'enrollments.db' })
 * const engine = createEngine({ store, keys, service })
 */
export const sqliteStore = async (options: SqliteStoreOptions): Promise<EnrollmentStore> => {
  const { lockWaitMs = 5_000 } = options
  if ('database' in options) return storeOver(options.database, lockWaitMs, 'The SQLite database')
  if (typeof options.file !== 'string' || options.file === '')
    throw new TypeError('file must be the path of a file for the enrollments')
  const file = resolve(options.file)
  const database = await openWithLibsql(file)
  try {
    const store = await storeOver(database, lockWaitMs, file)
    const close = async () => {
      await store.close()
      database.close()
    }
    return { ...store, close }
  } catch (error) {
    database.close()
    throw error
  }
}
