// Limits over a real PostgreSQL: Debian's.
import pg from 'pg'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgresLimits } from '../../src/server/limits/postgres-limits.ts'
import { describeLimits } from '../server/limits/limits-contract.ts'
import { startPostgresCluster } from './postgres-cluster.ts'

const cluster = await startPostgresCluster()
const pool = new pg.Pool({ ...cluster.connection, max: 4 })
const secret = new Uint8Array(32).fill(7)
let tables = 0

describeLimits({
  name: 'over PostgreSQL',
  make: (amounts) => {
    tables += 1
    return postgresLimits({ pool, secret, amounts, schema: 'contract', table: `limits_${tables}` })
  },
  timers: false,
})

const server = suite('limits of several servers over one PostgreSQL')
server.after(async () => {
  await pool.end()
  await cluster.end()
})

const amounts = { subject: { points: 20, seconds: 60 } }

server('begin at once, and count in one place', async () => {
  const many = Array.from({ length: 8 }, () => postgresLimits({ pool, secret, amounts, table: 'shared' }))
  const limits = await Promise.all(many)
  const ann = [{ limit: 'subject', key: 'ann' }] as const
  const spent = await Promise.all(limits.flatMap(({ spend }) => Array.from({ length: 10 }, () => spend(ann))))
  assert.is(spent.filter((one) => one === null).length, 20)
})

server('hold no contact data', async () => {
  const limits = await postgresLimits({ pool, secret, table: 'hashed' })
  await limits.spend([
    { limit: 'target', key: '+8618800000000' },
    { limit: 'address', key: '203.0.113.7' },
  ])
  const { rows } = await pool.query('SELECT key FROM mfa_enrollment.hashed ORDER BY key')
  assert.is(rows.length, 2)
  assert.match(JSON.stringify(rows), /^\[\{"key":"address:[0-9a-f]{32}"\},\{"key":"target:[0-9a-f]{32}"\}\]$/)
})

server('that cannot be counted are an error, not a yes', async () => {
  const away = new pg.Pool({ ...cluster.connection })
  const limits = await postgresLimits({ pool: away, secret, table: 'away' })
  await away.end()
  const failed: unknown = await limits
    .spend([{ limit: 'subject', key: 'ann' }])
    .catch((cause: unknown) => cause)
  assert.instance(failed, Error)
})

server.run()
