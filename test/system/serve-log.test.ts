// What the log of `mfa-enroll serve` says of one person, as docs/server.md has it asked. Wants jq.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onStage, sms } from './served.ts'

const log = suite('the log of serve')

const recipe = /```sh\n(jq [^]*?)```/.exec(readFileSync('docs/server.md', 'utf8'))?.[1] ?? ''

const Line = t.intersection([
  t.type({ msg: t.string }),
  t.partial({
    subject: t.string,
    route: t.string,
    event: t.type({ type: t.string }),
  }),
])

const linesOf = (text: string): readonly t.TypeOf<typeof Line>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(Line.is)

const told = ({ msg, route, event }: t.TypeOf<typeof Line>) => [msg, route ?? event?.type]

log('tells all that happened to one person, and nothing of others', () =>
  onStage(async ({ serve, db, sandbox: { sandbox } }) => {
    const { ask, end } = await serve(['--db', db, '--log-subject'])
    const bobs = sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com', password: 'correct horse' }))
    await ask('POST', '/enrollments', { body: sms('18800000002'), token: bobs })
    const { id = '', generation } = (await ask('POST', '/enrollments', { body: sms('18800000001') })).body
    const event = { type: 'code.submitted', passCode: sandbox.outbox.at(-1)?.code, generation }
    assert.is((await ask('POST', `/enrollments/${id}/events`, { body: event })).body.state, 'done')
    assert.is(
      (await ask('DELETE', `/factors/${encodeURIComponent(sandbox.factors()[0]?.factorId ?? '')}`)).status,
      204,
    )
    const { stdout } = await end('SIGTERM')

    const [first] = linesOf(stdout).filter(({ route }) => route === '/enrollments/:id/events')
    const subject = first?.subject ?? ''
    const env = { PATH: process.env['PATH'] ?? '', subject }
    const script = recipe.replace(/ serve\.log\n$/, '')
    const found = execFileSync('bash', ['-c', script], { input: stdout, env, encoding: 'utf8' })
    const ofAnn = linesOf(found).map(told)
    assert.equal(
      ofAnn.filter(([msg]) => msg === 'audit').map(([, type]) => type),
      [
        'factor.requested',
        'challenge.opened',
        'code.submitted',
        'factor.bound',
        'removal.requested',
        'factor.removed',
      ],
    )
    assert.equal(
      ofAnn.filter(([msg]) => msg === 'request').map(([, route]) => route),
      ['/enrollments', '/enrollments/:id/events', '/factors/:id'],
    )
    const others = linesOf(stdout).filter((line) => line.subject !== undefined && line.subject !== subject)
    assert.equal(others.map(told), [['request', '/enrollments']])
    for (const contact of ['18800000001', '18800000002', 'bob@example.com'])
      assert.not(stdout.includes(contact))
  }),
)

log('names nobody unless told', () =>
  onStage(async ({ serve }) => {
    const { ask, end } = await serve()
    await ask('GET', '/factors')
    await ask('DELETE', '/factors/none')
    const { stdout } = await end('SIGTERM')
    const lines = linesOf(stdout)
    assert.ok(lines.some(({ event }) => event?.type === 'removal.doubted'))
    assert.ok(lines.every(({ subject }) => subject === undefined))
  }),
)

log.run()
