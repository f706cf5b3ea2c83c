import { resolve } from 'node:path'
import * as t from 'io-ts'
import type { EnrollmentStore } from '../store/enrollment-store.ts'
import { assertStorable, isStorableId } from '../store/storable.ts'
import { closedError, StoreError } from '../store/store-error.ts'
import { blockingWaitMs, whileLocked } from './lock-wait.ts'
import { assertPrivate, makePrivateFile, watchFile } from './private-file.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { prepareRows } from './sqlite-rows.ts'
import { migrate, schemaVersion } from './sqlite-schema.ts'
import { sqliteTrouble } from './sqlite-trouble.ts'
import { inTransaction } from './transaction.ts'

export type SqliteStoreOptions = (
  | {
      /** The path of the database. It is made if it is not there, for its owner alone (0600). Needs `libsql`. */
      readonly file: string
    }
  | {
      /** An open database of `libsql`, `better-sqlite3` or `node:sqlite`, for enrollments alone. Its owner closes it. */
      readonly database: SqliteDatabase
    }
) & {
  /** How long to wait, ms, while another process holds the lock. Default: 5,000. */
  readonly lockWaitMs?: number
}

/** By its whole path: libsql takes some texts for the address of a server. */
const openWithLibsql = async (file: string): Promise<SqliteDatabase> => {
  const path = resolve(file)
  makePrivateFile(path)
  assertPrivate(path)
  const { default: Database } = await import('libsql').catch((cause: unknown) => {
    throw new StoreError('unexpected', 'A file of enrollments needs libsql: run npm install libsql', { cause })
  })
  return new Database(path)
}

const Databases = t.readonlyArray(t.type({ name: t.string, file: t.union([t.string, t.null]) }))
const JournalMode = t.readonlyArray(t.type({ journal_mode: t.string }))

const fileOf = (database: SqliteDatabase): string => {
  const databases = database.prepare('PRAGMA database_list').all()
  const file = Databases.is(databases) ? databases.find(({ name }) => name === 'main')?.file : undefined
  if (file) return file
  throw new StoreError(
    'notOurs',
    'The SQLite database is in memory or temporary, so a restart would lose all: open one in a file, or use memoryStore().',
  )
}

/** Settings of the connection, which a file does not keep: what is committed is on the disk, what is erased is zeroed. */
const settings = `PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON`

const prepared = (database: SqliteDatabase, file: string) => {
  // Before anything is written: the file may belong to something else.
  schemaVersion(database, file)
  const mode = database.prepare('PRAGMA journal_mode = WAL').all()
  if (!JournalMode.is(mode) || mode[0]?.journal_mode !== 'wal')
    throw new StoreError('unexpected', `${file} cannot be used with a WAL: put it on a disk of this machine.`)
  database.exec(settings)
  migrate(database, file)
  return prepareRows(database)
}

/** Over a database that is open; `attempted` waits for locks, and says what is wrong. */
const openStore = async (
  database: SqliteDatabase,
  attempted: <A>(attempt: () => A) => Promise<A>,
): Promise<Omit<EnrollmentStore, 'close'> & { readonly checkpoint: () => void }> => {
  await attempted(() => database.prepare(`PRAGMA busy_timeout = ${blockingWaitMs}`).all())
  const file = await attempted(() => fileOf(database))
  await attempted(() => assertPrivate(file))
  const rows = await attempted(() => prepared(database, file))
  const assertSameFile = watchFile(file)
  const run = <A>(work: () => A): Promise<A> =>
    attempted(() => {
      assertSameFile()
      return work()
    })

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
    checkpoint: () => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all(),
  }
}

/**
 * Keeps enrollments in one SQLite file: WAL, synced at every commit, erased rows overwritten. Several processes of
 * one machine may share the file; a network drive will not do. While it is open `-wal` and `-shm` files stand beside
 * it, and belong to it: a backup takes the database with `VACUUM INTO` or `sqlite3 .backup`, not with `cp`.
 *
 * It opens no file that other users of the machine may read: a new one is 0600, any other is refused until it is.
 *
 * @throws StoreError (as rejection) if the file cannot be opened, is not ours, or is of a newer version.
 *
 * @example
 * const store = await sqliteStore({ file: 'enrollments.db' })
 * const engine = createEngine({ store, keys, service })
 */
export const sqliteStore = async (options: SqliteStoreOptions): Promise<EnrollmentStore> => {
  const { lockWaitMs = 5_000 } = options
  const place = 'file' in options ? resolve(options.file) : 'the SQLite database'
  let isClosed = false
  const attempted = <A>(attempt: () => A): Promise<A> =>
    whileLocked(lockWaitMs, () => {
      if (isClosed) throw closedError()
      return attempt()
    }).catch((error: unknown) => {
      throw sqliteTrouble(error, place)
    })

  const database = 'file' in options ? await openWithLibsql(place) : options.database
  const close = () => 'file' in options && database.close()
  const store = await openStore(database, attempted).catch((error: unknown) => {
    close()
    throw error
  })

  return {
    ...store,
    close: async () => {
      if (isClosed) return
      isClosed = true
      // A WAL that could not be emptied stays beside the file, and whoever opens it next reads it.
      await attemptedly(store.checkpoint)
      close()
    },
  }
}
