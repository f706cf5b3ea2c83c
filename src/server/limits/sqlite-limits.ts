import type { Limits } from './limits.ts'
import { loadFlexible } from './flexible-package.ts'
import { sharedLimits, type SharedLimitsOptions } from './shared-limits.ts'
import { tableCounters } from './table-counters.ts'

/** An open database of `libsql` or `better-sqlite3`, as far as limits need one. Whoever opened it closes it. */
export interface LimitsDatabase {
  prepare(sql: string): { all(...values: readonly unknown[]): readonly unknown[] }
  transaction(run: () => unknown): unknown
}

export interface SqliteLimitsOptions extends SharedLimitsOptions {
  /** Of a file for limits alone: counts are many and small, and need not be synced one by one as enrollments are. */
  readonly database: LimitsDatabase
}

/**
 * Limits over an SQLite file, for any number of processes on one machine. Needs `rate-limiter-flexible`.
 *
 * @throws RangeError (as a rejection) for a secret or an amount that cannot work; else what the database says.
 *
 * @example
 * const limits = await sqliteLimits({ database: new Database('limits.db'), secret })
 */
export const sqliteLimits = async ({ database, ...options }: SqliteLimitsOptions): Promise<Limits> =>
  sharedLimits(options, async (amounts) => {
    const { RateLimiterSQLite } = await loadFlexible()
    // What a power cut takes from a count is little; a reader must not wait for a writer.
    for (const setting of ['busy_timeout = 2000', 'journal_mode = WAL', 'synchronous = NORMAL'])
      database.prepare(`PRAGMA ${setting}`).all()
    const store = { storeClient: database, storeType: 'better-sqlite3' }
    return tableCounters(
      amounts,
      'limits',
      (setting, isReady) => new RateLimiterSQLite({ ...setting, ...store }, isReady),
    )
  })
