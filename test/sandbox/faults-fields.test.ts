import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Fault } from '../../src/sandbox/index.ts'
import { appCode, otpOf, overHttp, type Wire } from './over-http.ts'

const fields = suite('fields that a fault spoils')

const start = async ({ url, headers }: Wire): Promise<string> => {
  const response = await fetch(`${url}/api/v3/send-enroll-factor-request`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ factorType: 'OTP', profile: {} }),
  })
  assert.is(response.status, 200)
  const text = await response.text()
  assert.is(response.headers.get('content-length'), String(Buffer.byteLength(text)))
  return text
}

/** The texts of a reply under the fault and without it, with what differs between any two replies made equal. */
const spoilt = async (at: Wire, how: Pick<Extract<Fault, { kind: 'spoiltField' }>, 'path' | 'how'>) => {
  at.sandbox.faults.add({ endpoint: '*', kind: 'spoiltField', ...how, times: 1 })
  return start(at)
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    )

const parse = (text: string): unknown => JSON.parse(text)

for (const path of ['statusCode', 'requestId', 'data', 'data.enrollmentToken', 'data.otpData.qrCodeUri']) {
  fields(
    `can be missing, null or of the wrong type: ${path}`,
    overHttp({}, async (wire) => {
      const whole = parse(await start(wire))
      const parent = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
      const keysOf = (reply: unknown) => Object.keys(Object(parent === '' ? reply : at(reply, parent)))

      const missing = parse(await spoilt(wire, { path, how: 'missing' }))
      assert.is(at(missing, path), undefined)
      assert.equal(
        keysOf(missing),
        keysOf(whole).filter((key) => key !== path.split('.').at(-1)),
      )
      assert.is(at(parse(await spoilt(wire, { path, how: 'null' })), path), null)
      const wrong = at(parse(await spoilt(wire, { path, how: 'wrongType' })), path)
      assert.is.not(typeof wrong, typeof at(whole, path))
    }),
  )
}

fields(
  'can be those of an item of a list',
  overHttp({}, async (wire) => {
    const { enrollmentToken, otpData } = otpOf(await wire.start('OTP', {}))
    await wire.bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, wire.clock.now()))
    wire.sandbox.faults.add({
      endpoint: 'listEnrolledFactors',
      kind: 'spoiltField',
      path: 'data.0.factorId',
      how: 'missing',
    })
    const { data } = await wire.get('/api/v3/list-enrolled-factors')
    assert.equal(data, [{ factorType: 'OTP', profile: {} }])
  }),
)

fields(
  'can be too many, with names that reach for a prototype at every depth, and the sandbox is none the worse',
  overHttp({}, async (wire) => {
    const text = await spoilt(wire, { path: 'data', how: 'extra' })
    const data = at(parse(text), 'data')
    for (const name of ['__proto__', 'constructor', 'prototype', 'unexpected', 'enrollmentToken'])
      assert.ok(Object.hasOwn(Object(data), name), name)
    assert.match(text, /"nested":\[\{"__proto__":/)
    assert.is(at({}, 'isAdmin'), undefined)
  }),
)

fields(
  'can be all of them: the whole reply',
  overHttp({}, async (wire) => {
    assert.is(await spoilt(wire, { path: '', how: 'missing' }), '')
    assert.is(await spoilt(wire, { path: '', how: 'null' }), 'null')
    assert.is(await spoilt(wire, { path: '', how: 'wrongType' }), '"no object"')
    assert.ok(Object.hasOwn(Object(parse(await spoilt(wire, { path: '', how: 'extra' }))), '__proto__'))
  }),
)

fields(
  'can be anything else',
  overHttp({}, async (wire) => {
    for (const value of ['\u001b[2J\u202e', 'x'.repeat(10_000), 7, null, { deep: [{}] }, '', '\ud800']) {
      wire.sandbox.faults.add({
        endpoint: '*',
        kind: 'replacedField',
        path: 'data.otpData.qrCodeUri',
        value,
        times: 1,
      })
      assert.equal(at(parse(await start(wire)), 'data.otpData.qrCodeUri'), value)
    }
  }),
)

fields(
  'stay as they are where the path leads nowhere, and reach no prototype by it',
  overHttp({}, async (wire) => {
    const whole = parse(await start(wire))
    for (const path of [
      'data.0.factorId',
      'data.nothing.at.all',
      'data.__proto__.isAdmin',
      '__proto__.isAdmin',
    ]) {
      wire.sandbox.faults.add({ endpoint: '*', kind: 'replacedField', path, value: true, times: 1 })
      const reply = parse(await start(wire))
      assert.equal(Object.keys(Object(at(reply, 'data'))), Object.keys(Object(at(whole, 'data'))))
      assert.is(at({}, 'isAdmin'), undefined)
    }
  }),
)

fields(
  'are spoilt after the effect',
  overHttp({}, async (wire) => {
    const { enrollmentToken, otpData } = otpOf(await wire.start('OTP', {}))
    const code = appCode(otpData.qrCodeUri, wire.clock.now())
    wire.sandbox.faults.add({
      endpoint: 'enrollFactor',
      kind: 'spoiltField',
      path: 'statusCode',
      how: 'null',
    })
    await wire.bind('OTP', enrollmentToken, code).catch(() => undefined)
    assert.is(wire.sandbox.factors().length, 1)
  }),
)

fields.run()
