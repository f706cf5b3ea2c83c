import * as t from 'io-ts'
import { StoreError } from '../store/store-error.ts'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'
import { withClient } from './transaction.ts'

/** The tables' names, quoted where they must be. */
export interface Tables {
  readonly schema: string
  readonly enrollment: string
  readonly version: string
  readonly prefix: string
}

// PostgreSQL cuts names off after 63 bytes; the longest one here adds 25.
const isName = (name: string) => /^[a-z_][a-z0-9_]{0,30}$/.test(name)

/** @throws RangeError for names that would need care in every statement. */
export const tablesIn = (schema: string, prefix: string): Tables => {
  if (!isName(schema) || !(prefix === '' || isName(prefix)))
    throw new RangeError(
      'schema and tablePrefix must be small letters, digits and _, at most 31, and begin with no digit',
    )
  return {
    schema,
    prefix,
    enrollment: `"${schema}"."${prefix}enrollment"`,
    version: `"${schema}"."${prefix}schema_version"`,
  }
}

/**
 * Each raises the schema's version by one; what stands here is never edited, only added to. Times are doubles, which
 * hold every number of JavaScript as it is; ids are compared byte by byte, whatever the database's language.
 */
const migrations: readonly ((tables: Tables) => string)[] = [
  ({ enrollment, prefix }) =>
    `CREATE TABLE ${enrollment} (
       id text COLLATE "C" PRIMARY KEY,
       revision integer NOT NULL,
       seq integer NOT NULL,
       due double precision,
       written_at double precision NOT NULL,
       is_leased boolean NOT NULL,
       sealed bytea NOT NULL
     );
     CREATE INDEX "${prefix}enrollment_by_due" ON ${enrollment} (due);
     CREATE INDEX "${prefix}enrollment_by_written_at" ON ${enrollment} (written_at)`,
]

const Version = t.tuple([t.type({ version: t.number })])

// Asked of the catalogs' tables: `to_regclass` may answer from a cache that is older than the lock just waited for.
const hasSchema = async (client: PostgresClient, { schema }: Tables): Promise<boolean> => {
  const { rows } = await client.query('SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1::text', [
    schema,
  ])
  return rows.length > 0
}
const hasVersion = async (client: PostgresClient, { schema, prefix }: Tables): Promise<boolean> => {
  const { rows } = await client.query(
    'SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1::text AND tablename = $2::text',
    [schema, `${prefix}schema_version`],
  )
  return rows.length > 0
}

const schemaVersion = async (client: PostgresClient, tables: Tables): Promise<number> => {
  const { schema, version } = tables
  if (!(await hasVersion(client, tables))) return 0
  const { rows } = await client.query(`SELECT version FROM ${version}`)
  if (!Version.is(rows))
    throw new StoreError(
      'notOurs',
      `The schema ${schema} does not hold its version. Name another, or restore it.`,
    )
  const found = rows[0].version
  if (found > migrations.length)
    throw new StoreError(
      'newer',
      `The schema ${schema} has version ${found}, this mfa-enrollment knows ${migrations.length}. ` +
        'Install the version that wrote it, or a later one.',
    )
  return found
}

/**
 * Brings the schema up to date, in one transaction and one process at a time. One that is up to date is not touched,
 * so the engine's user needs no right to create anything once it was made.
 */
export const migrate = (pool: PostgresPool, tables: Tables): Promise<void> =>
  withClient(pool, async (client) => {
    if ((await schemaVersion(client, tables)) === migrations.length) return
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('mfa-enrollment ' || $1::text, 0))", [
      tables.enrollment,
    ])
    const version = await schemaVersion(client, tables)
    if (!(await hasSchema(client, tables))) await client.query(`CREATE SCHEMA "${tables.schema}"`)
    if (version === 0) {
      await client.query(`CREATE TABLE ${tables.version} (version integer NOT NULL)`)
      await client.query(`INSERT INTO ${tables.version} VALUES (0)`)
    }
    for (const migration of migrations.slice(version)) await client.query(migration(tables))
    await client.query(`UPDATE ${tables.version} SET version = ${migrations.length}`)
    await client.query('COMMIT')
  })
