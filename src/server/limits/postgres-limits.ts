import type { Limits } from './limits.ts'
import { loadFlexible } from './flexible-package.ts'
import { sharedLimits, type SharedLimitsOptions } from './shared-limits.ts'
import { tableCounters } from './table-counters.ts'

/** A `Pool` of `pg`, as far as limits need one. Whoever made it ends it, and gives it time limits. */
export interface LimitsPool {
  query(text: string): Promise<unknown>
}

export interface PostgresLimitsOptions extends SharedLimitsOptions {
  readonly pool: LimitsPool
  /** The schema of the table, made if it is not there. Default: `mfa_enrollment`. */
  readonly schema?: string
  /** Default: `limits`. Over one pool two tables need two names: prepared statements are called after them. */
  readonly table?: string
}

const assertPlain = (name: string): void => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new RangeError(
      'A schema or table of the limits must be a plain name: small letters, digits and underscores',
    )
}

/** Two processes that begin at once may both make it; one of them then hears that it is there, `IF NOT EXISTS` or not. */
const madeMeanwhile = (cause: unknown): void => {
  const isThere =
    cause instanceof Error &&
    'code' in cause &&
    ['23505', '42710', '42P06', '42P07'].includes(String(cause.code))
  if (!isThere) throw cause
}

/**
 * Limits over PostgreSQL, for servers on several machines. Needs `rate-limiter-flexible`.
 *
 * @throws RangeError (as a rejection) for a secret, an amount or a name that cannot work; else what `pg` says.
 *
 * @example
 * const limits = await postgresLimits({ pool, secret })
 */
export const postgresLimits = async ({
  pool,
  schema = 'mfa_enrollment',
  table = 'limits',
  ...options
}: PostgresLimitsOptions): Promise<Limits> => {
  for (const name of [schema, table]) assertPlain(name)
  return sharedLimits(options, async (amounts) => {
    const { RateLimiterPostgres } = await loadFlexible()
    await pool.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`).catch(madeMeanwhile)
    const store = { storeClient: pool, storeType: 'pool', schemaName: schema }
    const counters = () =>
      tableCounters(
        amounts,
        table,
        (setting, isReady) => new RateLimiterPostgres({ ...setting, ...store }, isReady),
      )
    return counters().catch((cause: unknown) => {
      madeMeanwhile(cause)
      return counters()
    })
  })
}
