import * as t from 'io-ts'
import { StoreError } from '../store/store-error.ts'
import { pause } from '../waiting/pause.ts'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'
import { isConflict, isDisconnected, withoutRows } from './postgres-trouble.ts'

const ignore = () => {}

/** Lends a connection. One that failed is not used again: who knows what state it is in. */
export const withClient = async <A>(
  pool: PostgresPool,
  work: (client: PostgresClient) => Promise<A>,
): Promise<A> => {
  const client = await pool.connect()
  // What breaks the connection also rejects the query; without a listener it would end the process as well.
  client.on('error', ignore)
  let isSound = false
  try {
    const result = await work(client)
    isSound = true
    return result
  } finally {
    client.removeListener('error', ignore)
    client.release(!isSound)
  }
}

type IsWorthIt = (error: unknown, tried: number) => boolean

const tryAgain = async <A>(attempt: () => Promise<A>, isWorthIt: IsWorthIt): Promise<A> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isWorthIt(error, tried)) throw error
    }
    // Longer each time, and not in step with the other writer.
    await pause(2 ** tried * 5 * (1 + Math.random()))
  }
}

/** Tries again what changed nothing: a conflict, or a connection that had ended while it lay in the pool. */
export const retried = <A>(attempt: () => Promise<A>): Promise<A> =>
  tryAgain(
    attempt,
    (error, tried) => (tried < 5 && isConflict(error)) || (tried < 2 && isDisconnected(error)),
  )

const Status = t.tuple([t.type({ status: t.union([t.string, t.null]) })])

const statusOf = async (pool: PostgresPool, transaction: string): Promise<'committed' | 'aborted'> => {
  const { rows } = await withClient(pool, (client) =>
    client.query('SELECT pg_xact_status($1::text::xid8) AS status', [transaction]),
  )
  const status = Status.is(rows) ? rows[0].status : null
  if (status === 'committed' || status === 'aborted') return status
  // Its server process has not noticed yet that nobody listens.
  throw new Error(`The transaction is ${status ?? 'forgotten'}.`)
}

/** Whether a transaction was committed whose answer got lost: the server remembers, and is given seconds to come back. */
const wasCommitted = (pool: PostgresPool, transaction: string): Promise<boolean> =>
  tryAgain(
    () => statusOf(pool, transaction),
    (_error, tried) => tried < 9,
  ).then(
    (status) => status === 'committed',
    (error: unknown) => {
      throw new StoreError(
        'outcomeUnknown',
        'The connection to PostgreSQL was lost while it committed, and it cannot be asked what became of it: ' +
          'all was stored or nothing. Read again before going on.',
        { cause: withoutRows(error) },
      )
    },
  )

/** What a transaction is known by to the server. */
const Started = t.tuple([t.type({ transaction: t.string })])

/**
 * Runs the work in a transaction, synced to the disk whatever the server's setting is. What it answers is committed;
 * what it throws changed nothing, but for `outcomeUnknown`.
 */
export const inTransaction = (
  pool: PostgresPool,
  work: (client: PostgresClient) => Promise<readonly boolean[]>,
): Promise<readonly boolean[]> =>
  retried(async () => {
    const reached: { commit?: { readonly transaction: string; readonly result: readonly boolean[] } } = {}
    try {
      return await withClient(pool, async (client) => {
        await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
        const { rows } = await client.query(
          "SELECT pg_current_xact_id()::text AS transaction, set_config('synchronous_commit', 'on', true)",
        )
        const result = await work(client)
        if (Started.is(rows)) reached.commit = { transaction: rows[0].transaction, result }
        await client.query('COMMIT')
        return result
      })
    } catch (error) {
      if (reached.commit === undefined || !(await wasCommitted(pool, reached.commit.transaction))) throw error
      return reached.commit.result
    }
  })
