import type { EnrollmentStore } from '../store/enrollment-store.ts'
import { assertStorable, isStorableId } from '../store/storable.ts'
import { closedError } from '../store/store-error.ts'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'
import { rowsOf } from './postgres-rows.ts'
import { migrate, tablesIn } from './postgres-schema.ts'
import { postgresTrouble } from './postgres-trouble.ts'
import { inTransaction, retried, withClient } from './transaction.ts'

/** Where the enrollments are: over which connections, in which tables. */
export interface PostgresStoreOptions {
  /** A `Pool` of `pg`. Whoever made it ends it. */
  readonly pool: PostgresPool
  /** The schema of the tables, made if it is not there. Default: `mfa_enrollment`. */
  readonly schema?: string
  /** What the names of the tables begin with, for a schema that is shared. Default: nothing. */
  readonly tablePrefix?: string
}

/**
 * Keeps enrollments in PostgreSQL 13 or later: for hosts on several machines, and for those who run a server anyway.
 * A commit is one transaction, and on the server's disk before it is answered. Should the connection break in the
 * middle of one, the server is asked what became of it.
 *
 * @throws StoreError (as a rejection) if the server cannot be reached, or the schema is not ours or of a newer
 *   version; RangeError for a schema or prefix that is no plain name.
 *
 * @example
 * const pool = new pg.Pool({ connectionTimeoutMillis: 5_000, query_timeout: 10_000 })
 * pool.on('error', (error) => log.warn(error.message))
 * const store = await postgresStore({ pool })
 */
export const postgresStore = async ({
  pool,
  schema = 'mfa_enrollment',
  tablePrefix = '',
}: PostgresStoreOptions): Promise<EnrollmentStore> => {
  const tables = tablesIn(schema, tablePrefix)
  const rows = rowsOf(tables)
  let isClosed = false

  const run = async <A>(work: () => Promise<A>): Promise<A> => {
    if (isClosed) throw closedError()
    try {
      return await work()
    } catch (error) {
      throw postgresTrouble(error)
    }
  }
  /** Reading may be repeated as often as one likes. */
  const reading = <A>(work: (client: PostgresClient) => Promise<A>): Promise<A> =>
    run(() => retried(() => withClient(pool, work)))

  await run(() => retried(() => migrate(pool, tables)))

  return {
    read: async (ids) => {
      const storable = ids.filter(isStorableId)
      return storable.length === 0 && !isClosed ? [] : reading((client) => rows.read(client, storable))
    },
    readDue: (now, limit) => reading((client) => rows.readDue(client, now, limit)),
    nextDue: () => reading(rows.nextDue),
    commit: (changes) =>
      run(async () => {
        assertStorable(changes)
        return changes.length === 0 ? [] : inTransaction(pool, (client) => rows.make(client, changes))
      }),
    close: async () => {
      isClosed = true
    },
  }
}
