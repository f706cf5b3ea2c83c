import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Fault } from '../../src/sandbox/index.ts'
import { appCode, otpOf, overHttp, type Wire } from './over-http.ts'

const faults = suite('faults over HTTP')

const turn = () => new Promise((resolve) => setImmediate(resolve))

const until = async (holds: () => boolean) => {
  while (!holds()) await turn()
}

/** Starts an OTP, then binds it under the fault; the raw response, or null where none came. */
const bindUnder = async ({ start, url, headers, clock, sandbox }: Wire, fault: Fault) => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  sandbox.faults.add(fault)
  const enrollmentData = { passCode: appCode(otpData.qrCodeUri, clock.now()) }
  const body = JSON.stringify({ factorType: 'OTP', enrollmentToken, enrollmentData })
  return fetch(`${url}/api/v3/enroll-factor`, { method: 'POST', headers, body, redirect: 'manual' }).catch(
    () => null,
  )
}

faults(
  'lostReply binds and closes the connection without a byte',
  overHttp({}, async (wire) => {
    assert.is(await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'lostReply' }), null)
    assert.is(wire.sandbox.factors().length, 1)
    assert.equal(wire.sandbox.requests.at(-1), {
      endpoint: 'enrollFactor',
      via: 'http',
      at: wire.clock.now(),
      statusCode: 200,
      fault: 'lostReply',
    })
  }),
)

faults(
  'reset closes the connection and binds nothing',
  overHttp({}, async (wire) => {
    assert.is(await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'reset' }), null)
    assert.equal(wire.sandbox.factors(), [])
    assert.is(wire.sandbox.requests.at(-1)?.statusCode, null)
  }),
)

faults(
  'throttled is a real HTTP 429, with Retry-After if told',
  overHttp({}, async (wire) => {
    const told = await bindUnder(wire, {
      endpoint: 'enrollFactor',
      kind: 'throttled',
      retryAfter: 12,
      times: 1,
    })
    assert.is(told?.status, 429)
    assert.is(told?.headers.get('retry-after'), '12')
    assert.match((await told?.text()) ?? '', '"statusCode":429')
    const untold = await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'throttled' })
    assert.is(untold?.headers.get('retry-after'), null)
    assert.equal(wire.sandbox.factors(), [])
  }),
)

faults(
  'serverError, html and redirect bind nothing',
  overHttp({}, async (wire) => {
    const serverError = await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'serverError', times: 1 })
    assert.is(serverError?.status, 500)
    assert.match((await serverError?.text()) ?? '', '"statusCode":500')
    const html = await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'html', times: 1 })
    assert.is(html?.status, 502)
    assert.match(html?.headers.get('content-type') ?? '', 'text/html')
    const redirect = await bindUnder(wire, {
      endpoint: 'enrollFactor',
      kind: 'redirect',
      times: 1,
      location: '/there',
    })
    assert.is(redirect?.status, 302)
    assert.is(redirect?.headers.get('location'), '/there')
    assert.equal(wire.sandbox.factors(), [])
  }),
)

faults(
  'empty and wrongShape bind, and say so in no way',
  overHttp({}, async (wire) => {
    const empty = await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'empty', times: 1 })
    assert.is(empty?.status, 200)
    assert.is(await empty?.text(), '')
    const wrong = await bindUnder(wire, { endpoint: 'enrollFactor', kind: 'wrongShape', times: 1 })
    assert.equal(await wrong?.json(), { statusCode: 'two hundred' })
    const own = await bindUnder(wire, {
      endpoint: 'enrollFactor',
      kind: 'wrongShape',
      times: 1,
      body: [null],
    })
    assert.equal(await own?.json(), [null])
    assert.is(wire.sandbox.factors().length, 3)
  }),
)

faults(
  'hang never answers and binds nothing; it ends when the client leaves',
  overHttp({}, async ({ url, headers, sandbox }) => {
    sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'hang' })
    const leaving = new AbortController()
    const asked = fetch(`${url}/api/v3/list-enrolled-factors`, { headers, signal: leaving.signal })
    await until(() => sandbox.requests.at(-1)?.fault === 'hang')
    leaving.abort()
    assert.is(await asked.catch((error: unknown) => (error instanceof Error ? error.name : '')), 'AbortError')
  }),
)

faults(
  'latency waits on the injected clock, and sums up',
  overHttp({}, async ({ start, clock, sandbox }) => {
    sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'latency', ms: 400 })
    sandbox.faults.add({ endpoint: '*', kind: 'latency', ms: 600 })
    const asked = start('SMS', { phoneNumber: '18800000000' })
    await until(() => sandbox.requests.length === 1)
    clock.increment(999)
    await turn()
    assert.is(sandbox.requests[0]?.statusCode, null)
    assert.is(sandbox.outbox.length, 0)
    clock.increment(1)
    assert.is((await asked).statusCode, 200)
    assert.is(sandbox.outbox[0]?.sentAt, clock.now())
  }),
)

faults(
  'latency lets a bind commit after its client has left',
  overHttp({}, async (wire) => {
    const { enrollmentToken, otpData } = otpOf(await wire.start('OTP', {}))
    wire.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 5_000 })
    const leaving = new AbortController()
    const passCode = appCode(otpData.qrCodeUri, wire.clock.now())
    const bound = fetch(`${wire.url}/api/v3/enroll-factor`, {
      method: 'POST',
      headers: wire.headers,
      body: JSON.stringify({ factorType: 'OTP', enrollmentToken, enrollmentData: { passCode } }),
      signal: leaving.signal,
    }).catch(() => null)
    await until(() => wire.sandbox.requests.length === 2)
    leaving.abort()
    assert.is(await bound, null)
    assert.equal(wire.sandbox.factors(), [])
    wire.clock.increment(5_000)
    await until(() => wire.sandbox.requests[1]?.statusCode !== null)
    assert.is(wire.sandbox.factors().length, 1)
  }),
)

faults(
  'happen as often as told, at the endpoint told, the first of several first',
  overHttp({}, async ({ start, get, sandbox }) => {
    sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', times: 2 })
    sandbox.faults.add({ endpoint: '*', kind: 'serverError', times: 1 })
    assert.is((await start('OTP', {})).status, 429)
    assert.is((await start('OTP', {})).status, 429)
    assert.is((await start('OTP', {})).status, 500)
    assert.is((await get('/api/v3/list-enrolled-factors')).status, 200)
    assert.equal(sandbox.faults.list(), [])
  }),
)

faults(
  'last until cleared if not told how often, and can be cleared by endpoint',
  overHttp({}, async ({ start, sandbox }) => {
    sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled' })
    sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'hang' })
    for (let time = 0; time < 5; time += 1) assert.is((await start('OTP', {})).status, 429)
    sandbox.faults.clear('sendEnrollFactorRequest')
    assert.is((await start('OTP', {})).status, 200)
    assert.equal(sandbox.faults.list(), [{ endpoint: 'enrollFactor', kind: 'hang' }])
    sandbox.faults.clear()
    assert.equal(sandbox.faults.list(), [])
  }),
)

faults(
  'reach a sandbox without a server as a failed fetch',
  overHttp({}, async ({ sandbox, headers }) => {
    sandbox.faults.add({ endpoint: '*', kind: 'lostReply' })
    const asked = sandbox.fetch(new Request('http://sandbox.test/api/v3/list-enrolled-factors', { headers }))
    assert.ok((await asked.catch((error: unknown) => error)) instanceof TypeError)
  }),
)

faults.run()
