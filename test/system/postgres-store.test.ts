import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import pg from 'pg'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgresStore, StoreError, type EnrollmentStore } from '../../src/durable/index.ts'
import { storeContract } from '../durable/store-contract.ts'
import { killInTheMiddle, raceTwoProcesses } from '../durable/store-processes.ts'
import { insertOf, updateOf } from '../durable/stored-rows.ts'
import { startCuttingProxy, type Cut } from './cutting-proxy.ts'
import { startPostgresCluster } from './postgres-cluster.ts'

const cluster = await startPostgresCluster()
const pools: pg.Pool[] = []
const newPool = (config: pg.PoolConfig = {}) => {
  const pool = new pg.Pool({ ...cluster.connection, ...config })
  pool.on('error', () => {})
  pools.push(pool)
  return pool
}
const admin = newPool()
const newSchema = () => `s${randomBytes(6).toString('hex')}`

storeContract('the store in PostgreSQL', async () => {
  const schema = newSchema()
  const open = () => postgresStore({ pool: newPool({ max: 3 }), schema })
  const store = await open()
  return { store, another: open, end: store.close }
})

const postgres = suite('the store in PostgreSQL')

postgres.after(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await cluster.end()
})

const troubleOf = async (attempt: Promise<unknown>): Promise<StoreError> => {
  const error = await attempt.then(
    () => assert.unreachable('it should have been refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof StoreError)) throw error
  return error
}

postgres('makes its tables once, when many start together', async () => {
  const schema = newSchema()
  const stores = await Promise.all(
    Array.from({ length: 8 }, () => postgresStore({ pool: newPool({ max: 1 }), schema })),
  )
  await stores[0]?.commit([insertOf('a')])
  assert.is((await stores[7]?.read(['a']))?.length, 1)
})

postgres('stands beside other tables of a schema, under a prefix', async () => {
  await admin.query('CREATE TABLE enrollment (id text)')
  const [one, two] = await Promise.all([
    postgresStore({ pool: admin, schema: 'public', tablePrefix: 'one_' }),
    postgresStore({ pool: admin, schema: 'public', tablePrefix: 'two_' }),
  ])
  await one.commit([insertOf('a')])
  assert.equal(await two.read(['a']), [])
  assert.is((await admin.query('SELECT * FROM public.one_enrollment')).rows.length, 1)
})

postgres('refuses names that would need quoting', async () => {
  for (const schema of ['', 'Upper', 'a"b', 'a b', '1a', 'a'.repeat(40)]) {
    const refused = await postgresStore({ pool: admin, schema }).catch((error: unknown) => error)
    assert.instance(refused, RangeError, schema)
  }
})

postgres('needs no right to create anything once the tables stand', async () => {
  const schema = newSchema()
  await postgresStore({ pool: admin, schema })
  await admin.query(`CREATE ROLE ${schema}_user LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${schema}_user;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${schema}_user`)
  const store = await postgresStore({ pool: newPool({ user: `${schema}_user` }), schema })
  assert.equal(await store.commit([insertOf('a')]), [true])
  const refused = await troubleOf(
    postgresStore({ pool: newPool({ user: `${schema}_user` }), schema: newSchema() }),
  )
  assert.is(refused.trouble, 'readOnly')
  assert.match(refused.message, '42501')
})

postgres('refuses the schema of a newer version, and one whose tables are gone', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: admin, schema })
  await admin.query(`UPDATE ${schema}.schema_version SET version = 99`)
  const newer = await troubleOf(postgresStore({ pool: admin, schema }))
  assert.is(newer.trouble, 'newer')
  assert.match(newer.message, /version 99,.* Install/)
  await admin.query(`DROP SCHEMA ${schema} CASCADE`)
  assert.is((await troubleOf(store.nextDue())).trouble, 'notOurs')
  assert.is((await troubleOf(store.commit([insertOf('a')]))).trouble, 'notOurs')
})

postgres('commits synced, whatever the setting of the server or user is', async () => {
  const schema = newSchema()
  const pool = newPool({ options: '-c synchronous_commit=off -c default_transaction_isolation=serializable' })
  const store = await postgresStore({ pool, schema })
  await admin.query(`CREATE TABLE ${schema}.seen (setting text);
    CREATE FUNCTION ${schema}.look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO ${schema}.seen VALUES (current_setting('synchronous_commit') || ' ' || current_setting('transaction_isolation'));
      RETURN NULL; END $$;
    CREATE TRIGGER look AFTER INSERT ON ${schema}.enrollment EXECUTE FUNCTION ${schema}.look()`)
  await store.commit([insertOf('a')])
  assert.equal((await admin.query(`SELECT setting FROM ${schema}.seen`)).rows, [
    { setting: 'on read committed' },
  ])
})

postgres('gives each revision to one of two processes that race', async () => {
  const schema = newSchema()
  await raceTwoProcesses(await postgresStore({ pool: admin, schema }), {
    connection: cluster.connection,
    schema,
  })
})

postgres('has whole commits or none of a process that was killed', async () => {
  const schema = newSchema()
  await killInTheMiddle({ connection: cluster.connection, schema }, () =>
    postgresStore({ pool: admin, schema }),
  )
})

/** Waits until a backend waits for a lock in our schema; its process id. */
const waitingBackend = async (schema: string): Promise<unknown> => {
  for (;;) {
    const { rows } = await admin.query(
      `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`,
      [schema],
    )
    if (rows.length > 0) return rows[0].pid
  }
}

/** Holds a row, so that a commit stops in the middle; the function lets go. */
const hold = async (schema: string, id: string) => {
  const client = await admin.connect()
  await client.query(`BEGIN; SELECT 1 FROM ${schema}.enrollment WHERE id = '${id}' FOR UPDATE`)
  return async () => {
    await client.query('ROLLBACK')
    client.release()
  }
}

postgres('goes on by itself when its connection is ended before the commit', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: newPool(), schema })
  await store.commit([insertOf('a'), insertOf('b')])
  const letGo = await hold(schema, 'b')
  const committing = store.commit([insertOf('new'), updateOf('a', 0), updateOf('b', 0)])
  await admin.query('SELECT pg_terminate_backend($1)', [await waitingBackend(schema)])
  await waitingBackend(schema)
  await letGo()
  assert.equal(await committing, [true, true, true])
})

postgres('has changed nothing when a commit is refused in its middle', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: newPool({ options: '-c lock_timeout=50' }), schema })
  await store.commit([insertOf('a'), insertOf('b')])
  const letGo = await hold(schema, 'b')
  const refused = await troubleOf(store.commit([insertOf('new'), updateOf('a', 0), updateOf('b', 0)]))
  assert.is(refused.trouble, 'locked')
  await letGo()
  assert.equal(
    (await store.read(['a', 'b', 'new'])).map(({ revision }) => revision),
    [0, 0],
  )
})

postgres('runs a commit again whose transaction was ended for a deadlock', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: newPool({ options: '-c deadlock_timeout=1s' }), schema })
  await store.commit([insertOf('a'), insertOf('b')])
  const other = await newPool({ options: '-c deadlock_timeout=3s' }).connect()
  await other.query(`BEGIN; SELECT 1 FROM ${schema}.enrollment WHERE id = 'b' FOR UPDATE`)
  const committing = store.commit([updateOf('a', 0), updateOf('b', 0)])
  await waitingBackend(schema)
  // Now each waits for the other. The store has waited longer, so it finds out, and is ended; it must not show.
  await other.query(`SELECT 1 FROM ${schema}.enrollment WHERE id = 'a' FOR UPDATE`)
  await other.query('ROLLBACK')
  other.release()
  assert.equal(await committing, [true, true])
})

postgres('says that the server is gone, loses nothing by its crash, and goes on after it', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: newPool(), schema })
  await store.commit([insertOf('a', { sealed: Uint8Array.of(4, 2) })])
  await cluster.crash()
  assert.equal([...((await store.read(['a']))[0]?.sealed ?? [])], [4, 2])
  assert.equal(await store.commit([updateOf('a', 0)]), [true])

  const nowhere = await troubleOf(postgresStore({ pool: newPool({ host: '/nowhere' }) }))
  assert.is(nowhere.trouble, 'unavailable')
  assert.match(nowhere.message, /cannot be reached .*ENOENT.* Look at the server/)
  const noDatabase = await troubleOf(postgresStore({ pool: newPool({ database: 'nothing' }) }))
  assert.match(noDatabase.message, 'no such database')
})

postgres('says that it may not write: a standby, or a server set to read only', async () => {
  const schema = newSchema()
  await postgresStore({ pool: admin, schema })
  const store = await postgresStore({
    pool: newPool({ options: '-c default_transaction_read_only=on' }),
    schema,
  })
  const refused = await troubleOf(store.commit([insertOf('a')]))
  assert.is(refused.trouble, 'readOnly')
  assert.match(refused.message, 'Connect to the primary server')
})

postgres('shows nothing of a row in an error, its cause included', async () => {
  const schema = newSchema()
  const store = await postgresStore({ pool: admin, schema })
  await admin.query(`ALTER TABLE ${schema}.enrollment ADD CONSTRAINT never CHECK (seq < 5)`)
  const sealed = Buffer.from('sealed-marker')
  const refused = await troubleOf(store.commit([insertOf('id-marker', { seq: 5, sealed })]))
  const shown = inspect(refused, { depth: Infinity, showHidden: true })
  assert.match(shown, '23514')
  assert.not.match(shown, 'id-marker')
  assert.not.match(shown, sealed.toString('hex'))
})

const throughProxy = async (
  cuts: readonly [Cut, (Cut | 'all')?],
  check: (store: EnrollmentStore, commits: () => Promise<number>) => Promise<void>,
) => {
  const proxy = await startCuttingProxy(cluster.socket, ...cuts)
  const schema = newSchema()
  const store = await postgresStore({ pool: newPool({ host: '127.0.0.1', port: proxy.port }), schema })
  await store.commit([insertOf('a')])
  const committed = async () =>
    (await admin.query(`SELECT revision FROM ${schema}.enrollment`)).rows[0]?.revision
  proxy.arm()
  try {
    await check(store, committed)
  } finally {
    proxy.end()
  }
}

postgres('asks the server what became of a commit whose answer was lost', async () => {
  await throughProxy(['after COMMIT'], async (store, committed) => {
    assert.equal(await store.commit([updateOf('a', 0), insertOf('a')]), [true, false])
    assert.is(await committed(), 1)
  })
})

postgres('runs a commit again that the server never heard of', async () => {
  await throughProxy(['before COMMIT'], async (store, committed) => {
    assert.equal(await store.commit([updateOf('a', 0), insertOf('a')]), [true, false])
    assert.is(await committed(), 1)
  })
})

postgres('says that nothing was changed when the server heard of it no more than once', async () => {
  await throughProxy(['before COMMIT', 'before COMMIT'], async (store, committed) => {
    assert.is((await troubleOf(store.commit([updateOf('a', 0)]))).trouble, 'unavailable')
    assert.is(await committed(), 0)
  })
})

postgres('says that it cannot know, when the server cannot be asked', async () => {
  await throughProxy(['after COMMIT', 'all'], async (store, committed) => {
    const refused = await troubleOf(store.commit([updateOf('a', 0)]))
    assert.is(refused.trouble, 'outcomeUnknown')
    assert.match(refused.message, 'Read again')
    assert.is(await committed(), 1)
  })
})

postgres.run()
