// `mfa-enroll serve` as a process, over SQLite. That `curl` alone enrolls over a SIGKILL, server-recipes.test.ts shows.
import { existsSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { rawAsk } from '../cli/loopback/raw-ask.ts'
import { onStage, sms } from './served.ts'

const serve = suite('mfa-enroll serve')

serve('ends in order: streams are closed, the exit code is 0, and the next one goes on', () =>
  onStage(async ({ serve: start, sandbox }) => {
    const first = await start()
    const created = await first.ask('POST', '/enrollments', { body: sms('18800000001') })
    assert.is(created.status, 201)
    const { id = '', generation } = created.body
    const stream = await fetch(`${first.url}/enrollments/${id}/stream`, {
      headers: { authorization: `Bearer ${sandbox.sandbox.accessToken}` },
    })
    const streamed = stream.text()
    const { code, stdout } = await first.end('SIGTERM')
    assert.is(code, 0)
    assert.match(stdout, /"stopping"[^]*"stopped"/)
    assert.match(await streamed, /^event: view\n/)

    const second = await start()
    const passCode = sandbox.sandbox.outbox.at(-1)?.code
    const event = { type: 'code.submitted', passCode, generation }
    assert.is((await second.ask('POST', `/enrollments/${id}/events`, { body: event })).body.state, 'done')
    assert.is((await second.end('SIGINT')).code, 0)
  }),
)

serve('goes on after a signal for as long as it was told, but is not ready, until a second one', () =>
  onStage(async ({ serve: start, db, sandbox: { sandbox } }) => {
    const { url, ask, process, end } = await start(['--db', db, '--drain-seconds', '300'])
    assert.is((await ask('GET', '/readyz')).status, 200)
    process.child.kill('SIGTERM')
    await process.stdout.until(/"draining"/)
    // Over a connection of its own: there is somebody to take it.
    const notReady = await rawAsk(`${url}/readyz`)
    assert.is(notReady.status, 503)
    assert.match(notReady.text, '"reason":"stopping"')
    const created = await ask('POST', '/enrollments', { body: sms('18800000001') })
    assert.is(created.status, 201)
    const stream = await fetch(`${url}/enrollments/${created.body.id}/stream`, {
      headers: { authorization: `Bearer ${sandbox.accessToken}` },
    })
    assert.is(stream.status, 200)
    const streamed = stream.text()
    const { code, stdout } = await end('SIGTERM')
    assert.is(code, 0)
    assert.match(stdout, /"draining"[^]*"\/enrollments"[^]*"stopping"[^]*"stopped"/)
    assert.match(await streamed, /^event: view\n/)
  }),
)

serve('ends by itself once that time is over', () =>
  onStage(async ({ serve: start, db }) => {
    const { end } = await start(['--db', db, '--drain-seconds', '1'])
    const { code, stdout } = await end('SIGINT')
    assert.is(code, 0)
    assert.match(stdout, /"seconds":1,"msg":"draining"[^]*"stopping"[^]*"stopped"/)
  }),
)

serve('shares enrollments and limits between two processes over one file', () =>
  onStage(async ({ serve: start, db, sandbox }) => {
    const args = ['--db', db, '--limits', 'subject=2/600']
    const [one, other] = await Promise.all([start(args), start(args)])
    const { id = '', generation } = (await one.ask('POST', '/enrollments', { body: sms('18800000001') })).body
    const event = { type: 'code.submitted', passCode: sandbox.sandbox.outbox.at(-1)?.code, generation }
    assert.is((await other.ask('POST', `/enrollments/${id}/events`, { body: event })).body.state, 'done')
    assert.is((await other.ask('POST', '/enrollments', { body: sms('18800000002') })).status, 201)
    const third = await one.ask('POST', '/enrollments', { body: sms('18800000003') })
    assert.is(third.status, 429)
    assert.is(third.body.reason, 'subject')
    assert.ok(Number(third.headers.get('retry-after')) > 500)
    assert.is(sandbox.sandbox.outbox.length, 2, 'nothing was sent for what was refused')
    await one.end('SIGKILL')
    const again = await start(args)
    assert.is((await again.ask('POST', '/enrollments', { body: sms('18800000003') })).status, 429)
  }),
)

serve('knows whom the token is of, by signature or by userinfo, and asks for nothing else', () =>
  onStage(async ({ serve: start, db, sandbox: { sandbox, url } }) => {
    const [byKey, byUserinfo, byNobody] = await Promise.all([
      start(['--db', db]),
      start(['--db', db, '--userinfo']),
      start(['--db', db, '--issuer', 'http://127.0.0.1:9/oidc']),
    ])
    const bob = sandbox.addAccount({ email: 'bob@example.com', password: 'correct horse' })
    const bobs = sandbox.signIn(bob)
    const { id = '' } = (await byKey.ask('POST', '/enrollments', { body: { factorType: 'OTP' } })).body
    for (const server of [byKey, byUserinfo]) {
      assert.is((await server.ask('GET', `/enrollments/${id}`)).status, 200)
      assert.is((await server.ask('GET', `/enrollments/${id}`, { token: bobs })).status, 404)
      for (const token of ['opaque', `${bobs}x`, bobs.replace(/\.[^.]*$/, '.')]) {
        const refused = await server.ask('GET', `/enrollments/${id}`, { token })
        assert.is(refused.status, 401)
        assert.match(refused.headers.get('www-authenticate') ?? '', 'Bearer error="invalid_token"')
      }
    }
    const unknown = await byNobody.ask('GET', `/enrollments/${id}`)
    assert.is(unknown.status, 503, 'an issuer that is away signs nobody out')
    assert.is(unknown.body.type, '/problems/authentication-unavailable')
    const { stdout } = await byNobody.end('SIGTERM')
    assert.match(stdout, 'The issuer of the access tokens, 127.0.0.1:9, cannot be reached')
    assert.not(stdout.includes(sandbox.accessToken))

    sandbox.revoke(bobs)
    assert.is(
      (await byUserinfo.ask('GET', '/factors', { token: bobs })).status,
      401,
      'the service itself says so',
    )
    assert.ok(url.startsWith('http://127.0.0.1'))
  }),
)

serve('sends to the countries it was told alone', () =>
  onStage(async ({ serve: start, db, sandbox }) => {
    const { ask } = await start(['--db', db, '--allow-country', '+86'])
    for (const body of [sms('2025550123', '+1'), sms('4740000000', '+4')]) {
      const refused = await ask('POST', '/enrollments', { body })
      assert.is(refused.status, 403)
      assert.is(refused.body.reason, 'targetNotAllowed')
    }
    assert.is((await ask('POST', '/enrollments', { body: sms('18800000001') })).status, 201)
    assert.is(sandbox.sandbox.outbox.length, 1)
  }),
)

serve('lets pages of the listed origins read, and no others', () =>
  onStage(async ({ serve: start, db }) => {
    const { url } = await start(['--db', db, '--origin', 'https://app.example.com', '--base-path', '/mfa'])
    const preflight = async (origin: string) =>
      (
        await fetch(`${url}/mfa/enrollments`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        })
      ).headers.get('access-control-allow-origin')
    assert.is(await preflight('https://app.example.com'), 'https://app.example.com')
    assert.is(await preflight('https://evil.example'), null)
  }),
)

serve('counts by the address that the proxy tells, and by no other', () =>
  onStage(async ({ serve: start, db }) => {
    const limits = ['--limits', 'address=1/600']
    const trusting = await start(['--db', db, '--trust-proxy', '1', ...limits])
    const from = (ip: string, factorType = 'OTP') =>
      trusting.ask('POST', '/enrollments', { body: { factorType }, headers: { 'x-forwarded-for': ip } })
    assert.is((await from('198.51.100.1, 203.0.113.7')).status, 201)
    const second = await from('198.51.100.2, 203.0.113.7')
    assert.is(second.status, 429)
    assert.is(second.body.reason, 'address')
    assert.is((await from('198.51.100.1, 203.0.113.8')).status, 201)
  }),
)

serve('opens the metrics where it was told, and says nothing of them elsewhere', () =>
  onStage(async ({ serve: start, db }) => {
    const { url, metrics, ask } = await start(['--db', db, '--metrics-port', '0'])
    await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
    const text = await (await fetch(`${metrics}/metrics`)).text()
    assert.match(text, /^mfa_enrollment_/m)
    assert.is((await fetch(`${url}/metrics`)).status, 404)
    assert.is((await rawAsk(`${metrics}/metrics`, { headers: { host: 'evil.example' } })).status, 403)
    assert.is((await fetch(`${metrics}/enrollments`, { method: 'POST' })).status, 404)
  }),
)

serve('leaves nothing behind where it cannot listen', () =>
  onStage(async ({ serve: start, db }) => {
    const first = await start(['--db', db])
    const { port } = new URL(first.url)
    const failed = await start(['--db', `${db}-other`, '--port', port]).then(
      () => 'it listens',
      () => 'it does not',
    )
    assert.is(failed, 'it does not')
    assert.ok(existsSync(db))
  }),
)

serve.run()
