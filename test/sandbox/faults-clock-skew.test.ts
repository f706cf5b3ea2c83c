import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, otpOf, overHttp, tokenOf, type Wire } from './over-http.ts'

const skew = suite('a server whose clock is off')

const list = '/api/v3/list-enrolled-factors'
const hour = 3_600_000

const dateOf = ({ headers }: { readonly headers: Headers }): number => Date.parse(headers.get('date') ?? '')

/** Binds an OTP with the code of that moment; the answered statusCode. */
const bindAt = async ({ start, bind, clock }: Wire, ms: number): Promise<number> => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  return (await bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now() + ms))).statusCode
}

skew(
  'every reply of the API has a Date from the clock of the sandbox, also of faults and of what is not there',
  overHttp({}, async ({ url, get, start, clock, sandbox, headers }) => {
    clock.increment(1_234_567)
    const expected = new Date(clock.now()).toUTCString()
    const dates = [
      (await get(list)).headers,
      (await start('OTP', {})).headers,
      (await get('/api/v3/nothing-here')).headers,
      (await fetch(`${url}${list}`, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } }))
        .headers,
    ]
    for (const kind of ['throttled', 'html', 'empty', 'wrongShape', 'truncated'] as const) {
      sandbox.faults.add({ endpoint: '*', kind, times: 1 })
      dates.push((await fetch(`${url}${list}`, { headers })).headers)
    }
    for (const each of dates) assert.is(each.get('date'), expected)
  }),
)

skew(
  'a page may read the Date',
  overHttp({}, async ({ url, headers }) => {
    const response = await fetch(`${url}${list}`, {
      headers: { ...headers, origin: 'http://localhost:5173' },
    })
    const exposed = response.headers.get('access-control-expose-headers')?.split(/,\s*/) ?? []
    assert.ok(exposed.includes('date') && exposed.includes('retry-after'))
  }),
)

skew(
  'shows in Date and in the check of codes, and skews add up',
  overHttp({}, async (wire) => {
    const { sandbox, clock, get } = wire
    sandbox.faults.add({ endpoint: '*', kind: 'clockSkew', ms: 2 * hour })
    sandbox.faults.add({ endpoint: '*', kind: 'clockSkew', ms: -hour })
    assert.is(dateOf(await get(list)), clock.now() + hour)
    assert.is(await bindAt(wire, 0), 499)
    assert.is(await bindAt(wire, hour), 200)
    sandbox.faults.clear()
    assert.is(dateOf(await get(list)), clock.now())
    assert.is(await bindAt(wire, 0), 200)
  }),
)

skew(
  'may be that of one endpoint',
  overHttp({}, async (wire) => {
    const { sandbox, clock, get, start } = wire
    sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'clockSkew', ms: hour })
    assert.is(dateOf(await get(list)), clock.now() + hour)
    assert.is(dateOf(await start('OTP', {})), clock.now())
    assert.is(await bindAt(wire, 0), 200)
    sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'clockSkew', ms: hour })
    assert.is(await bindAt(wire, 0), 499)
    assert.is(await bindAt(wire, hour), 200)
  }),
)

skew(
  'leaves what lives for a time alone: tokens do not die of it',
  overHttp({}, async ({ sandbox, start, bind }) => {
    const enrollmentToken = tokenOf(await start('SMS', { phoneNumber: '18800000000' }))
    sandbox.faults.add({ endpoint: '*', kind: 'clockSkew', ms: 24 * hour })
    assert.is((await bind('SMS', enrollmentToken, sandbox.outbox.at(-1)?.code)).statusCode, 200)
  }),
)

skew(
  'of one request does not touch another that is under way',
  overHttp({}, async (wire) => {
    const { enrollmentToken, otpData } = otpOf(await wire.start('OTP', {}))
    wire.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 1_000, times: 1 })
    wire.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'clockSkew', ms: hour, times: 1 })
    const slow = wire.bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, wire.clock.now() + hour))
    while (wire.sandbox.requests.length < 2) await new Promise((resolve) => setImmediate(resolve))
    const bob = wire.sandbox.addAccount({ email: 'bob@example.com' })
    assert.is(await bindAt(wire.as(wire.sandbox.signIn(bob)), 0), 200)
    wire.clock.increment(1_000)
    const reply = await slow
    assert.is(reply.statusCode, 200)
    assert.is(dateOf(reply), wire.clock.now() + hour)
  }),
)

skew(
  'is spent by requests, disturbed or not, only if it counts its times',
  overHttp({}, async ({ sandbox, clock, get }) => {
    sandbox.faults.add({ endpoint: '*', kind: 'clockSkew', ms: hour })
    sandbox.faults.add({ endpoint: '*', kind: 'clockSkew', ms: hour, times: 2 })
    sandbox.faults.add({ endpoint: '*', kind: 'throttled', times: 1 })
    assert.is(dateOf(await get(list)), clock.now() + 2 * hour)
    assert.is(dateOf(await get(list)), clock.now() + 2 * hour)
    assert.is(dateOf(await get(list)), clock.now() + hour)
    assert.is(sandbox.faults.list().length, 1)
  }),
)

skew.run()
