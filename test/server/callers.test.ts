import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Authenticate } from '../../src/server/index.ts'
import { origin, sms, world } from './server-world.ts'

const callers = suite('who asks')

const everyRoute = [
  ['POST', '/enrollments'],
  ['GET', '/enrollments/one'],
  ['DELETE', '/enrollments/one'],
  ['POST', '/enrollments/one/events'],
  ['GET', '/enrollments/one/stream'],
  ['GET', '/factors'],
  ['GET', '/factors/choices'],
  ['DELETE', '/factors/one'],
  ['POST', '/photos'],
] as const

callers('must be known on every route', async () => {
  const { node } = world()
  const { ask, stop } = node()
  for (const [method, path] of everyRoute) {
    const { status, headers, json } = await ask(method, path, { as: null })
    assert.equal([status, json.type], [401, '/problems/unauthenticated'])
    assert.is(headers.get('www-authenticate'), 'Bearer')
  }
  await stop()
})

callers('who show a token that is not taken are told so', async () => {
  const { node } = world()
  const { ask, stop } = node({ server: { authenticate: async () => null } })
  const { status, headers } = await ask('GET', '/enrollments/one')
  assert.equal([status, headers.get('www-authenticate')], [401, 'Bearer error="invalid_token"'])
  await stop()
})

callers('are asked to come back while nobody can tell who they are', async () => {
  const { node } = world()
  const broken = new Error('the issuer is down')
  const authenticate: Authenticate = () => Promise.reject(broken)
  const { ask, defects, stop } = node({ server: { authenticate } })
  const { status, headers, text } = await ask('GET', '/enrollments/one')
  assert.equal([status, headers.get('retry-after')], [503, '5'])
  assert.is(text.includes('issuer is down'), false)
  assert.equal(defects, [broken])
  await stop()
})

callers('whose access token cannot be had must sign in anew, and nothing is done', async () => {
  const { node, commits } = world()
  const authenticate: Authenticate = async () => ({
    subject: 'ann',
    getAccessToken: () => Promise.reject(new Error('the session is over')),
    byCookie: false,
  })
  const { ask, stop } = node({ server: { authenticate } })
  assert.is((await ask('POST', '/enrollments', { body: sms })).status, 401)
  assert.is((await ask('GET', '/factors')).status, 401)
  assert.equal(commits, [])
  await stop()
})

callers('send their access token to the service of their enrollment alone', async () => {
  const { node, sandbox } = world()
  const seen: unknown[] = []
  const { began, stop } = node({
    engine: {
      service: ({ owner, accessToken }) => {
        seen.push([String(owner), String(accessToken)])
        return sandbox.service()
      },
    },
  })
  await began()
  assert.equal(seen, [['<redacted>', '<redacted>']])
  await stop()
})

const byCookie: Authenticate = async (request) =>
  request.headers.get('cookie') === 'session=ann'
    ? { subject: 'ann', getAccessToken: async () => redact('token') }
    : null

const cookie = (headers: Readonly<Record<string, string>>) => ({
  as: null,
  headers: { cookie: 'session=ann', ...headers },
})

callers('known by a cookie must ask from a page of this origin', async () => {
  const { node, commits } = world()
  const { ask, stop } = node({ server: { authenticate: byCookie } })
  const asking = (headers: Readonly<Record<string, string>>) =>
    ask('POST', '/enrollments', { body: sms, ...cookie(headers) })
  const refusals = [
    [{}, 'originMissing'],
    [{ origin: 'https://evil.example' }, 'foreignOrigin'],
    [{ origin: 'null' }, 'foreignOrigin'],
    [{ origin, 'sec-fetch-site': 'cross-site' }, 'crossSite'],
  ] as const
  for (const [headers, reason] of refusals) {
    const { status, json } = await asking(headers)
    assert.equal([status, json.type, json.reason], [403, '/problems/forged-request', reason])
  }
  assert.equal(commits, [])
  const ours = await asking({ origin, 'sec-fetch-site': 'same-origin' })
  assert.is(ours.status, 201)
  assert.is((await ask('DELETE', `/enrollments/${ours.json.id}`, cookie({}))).status, 403)
  assert.is((await ask('GET', `/enrollments/${ours.json.id}`, cookie({}))).status, 200)
  await stop()
})

callers('known by a token may ask from anywhere', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const { status, headers: got } = await ask('POST', '/enrollments', { body: sms, headers })
  assert.equal([status, got.get('access-control-allow-origin')], [201, null])
  await stop()
})

callers('on pages of an origin of the list may read answers, errors too', async () => {
  const { node } = world()
  const app = 'https://app.example.com'
  const { ask, stop } = node({ server: { origins: [app] } })
  for (const path of ['/enrollments/none', '/nowhere', '/healthz']) {
    const { headers } = await ask('GET', path, { headers: { origin: app } })
    assert.equal([headers.get('access-control-allow-origin'), headers.get('vary')], [app, 'origin'])
    const other = await ask('GET', path, { headers: { origin: 'https://evil.example' } })
    assert.equal(
      [other.headers.get('access-control-allow-origin'), other.headers.get('vary')],
      [null, 'origin'],
    )
  }
  const asked = { origin: app, 'access-control-request-method': 'POST' }
  const preflight = await ask('OPTIONS', '/enrollments', { as: null, headers: asked })
  assert.is(preflight.status, 204)
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', 'idempotency-key')
  await stop()
})

callers.run()
