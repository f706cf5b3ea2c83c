// `mfa-enroll serve` as two processes over one PostgreSQL: Debian's.
import pg from 'pg'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startPostgresCluster } from './postgres-cluster.ts'
import { onStage, sms } from './served.ts'

const serve = suite('mfa-enroll serve over PostgreSQL')

const cluster = await startPostgresCluster()
serve.after(() => cluster.end())

const { host, user, database } = cluster.connection
const url = `postgres://${user}@${encodeURIComponent(host)}/${database}`

serve('goes on in another process, shares limits, and keeps no contact data', () =>
  onStage(async ({ serve: start, sandbox }) => {
    const args = ['--db', url, '--limits', 'subject=2/600']
    const [one, other] = await Promise.all([start(args), start(args)])
    const { id = '', generation } = (await one.ask('POST', '/enrollments', { body: sms('18800000001') })).body
    await one.end('SIGKILL')
    const event = { type: 'code.submitted', passCode: sandbox.sandbox.outbox.at(-1)?.code, generation }
    assert.is((await other.ask('POST', `/enrollments/${id}/events`, { body: event })).body.state, 'done')

    assert.is((await other.ask('POST', '/enrollments', { body: sms('18800000002') })).status, 201)
    const third = await (await start(args)).ask('POST', '/enrollments', { body: sms('18800000003') })
    assert.is(third.status, 429)
    assert.is(third.body.reason, 'subject')

    const client = new pg.Client(cluster.connection)
    await client.connect()
    const rows: readonly unknown[] = [
      ...(await client.query('SELECT * FROM mfa_enrollment.enrollment')).rows,
      ...(await client.query('SELECT * FROM mfa_enrollment.limits')).rows,
    ]
    await client.end()
    assert.ok(rows.length > 5)
    const text = JSON.stringify(rows)
    for (const secret of ['1880000000', sandbox.sandbox.account.userId, '127.0.0.1'])
      assert.not(text.includes(secret), secret)
  }),
)

serve('says that the server is away, and is ready again once it is back', () =>
  onStage(async ({ serve: start }) => {
    const { ask, end } = await start(['--db', url])
    assert.is((await ask('GET', '/readyz')).status, 200)
    await cluster.crash()
    for (;;) if ((await ask('GET', '/readyz')).status === 200) break
    assert.is((await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })).status, 201)
    assert.is((await end('SIGTERM')).code, 0)
  }),
)

serve.run()
