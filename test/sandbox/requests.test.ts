import { request as httpRequest } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, lastCode, otpOf, overHttp, replyOf, tokenOf, type Wire } from './over-http.ts'

const requests = suite('what the sandbox makes of requests')

const step1 = '/api/v3/send-enroll-factor-request'
const step2 = '/api/v3/enroll-factor'

const raw = async ({ url, headers }: Wire, path: string, body: string, own: Record<string, string> = {}) =>
  replyOf(await fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, ...own }, body }))

requests(
  'takes the token raw or after Bearer in any case, and either brand of header in any case',
  overHttp({}, async ({ post, sandbox }) => {
    const token = sandbox.accessToken
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`, `BEARER  ${token}`]) {
      for (const appId of ['x-genauth-app-id', 'X-Authing-App-Id', 'X-GENAUTH-APP-ID']) {
        const headers = { 'content-type': 'application/json', authorization, [appId]: sandbox.appId }
        assert.is(
          (await post(step1, { factorType: 'OTP' }, headers)).statusCode,
          200,
          `${appId} ${authorization}`,
        )
      }
    }
  }),
)

requests(
  'wants an app id, and the right one',
  overHttp({}, async ({ post, headers }) => {
    const { 'x-genauth-app-id': _, ...rest } = headers
    assert.is((await post(step1, { factorType: 'OTP' }, rest)).statusCode, 400)
    const other = await post(step1, { factorType: 'OTP' }, { ...rest, 'x-genauth-app-id': 'another' })
    assert.is(other.statusCode, 404)
    assert.is(other.apiCode, 2011)
  }),
)

requests(
  'wants a known token, on every endpoint but signin, and only for two hours',
  overHttp({}, async ({ as, start, get, bind, clock }) => {
    for (const stranger of [as(''), as('Bearer '), as('Bearer nobody')]) {
      for (const reply of [
        await stranger.start('OTP', {}),
        await stranger.bind('OTP', 'x', '1'),
        await stranger.get('/api/v3/list-enrolled-factors'),
        await stranger.get('/api/v3/list-factors-to-enroll'),
        await stranger.get('/api/v3/get-factor?factorId=x'),
        await stranger.post('/api/v3/reset-factor', { factorId: 'x' }),
        await stranger.post('/api/v3/mfa-totp-verify', { totp: '123456' }),
        await stranger.upload(new Uint8Array(1)),
      ]) {
        assert.is(reply.status, 200)
        assert.is(reply.statusCode, 401)
        assert.is(Number(reply.apiCode), 2020)
      }
    }
    clock.increment(7_199_999)
    assert.is((await start('OTP', {})).statusCode, 200)
    clock.increment(1)
    assert.is((await start('OTP', {})).statusCode, 401)
    assert.is((await bind('OTP', 'x', '1')).statusCode, 401)
    assert.is((await get('/api/v3/list-enrolled-factors')).statusCode, 401)
  }),
)

requests(
  'does what SDKs need: profile absent, null, empty or an array for OTP and FACE, extra and null fields, a charset',
  overHttp({ sendIntervalMs: 0 }, async (wire) => {
    for (const body of [
      { factorType: 'OTP' },
      { factorType: 'OTP', profile: null },
      { factorType: 'OTP', profile: {} },
      { factorType: 'OTP', profile: [] },
      { factorType: 'OTP', profile: { phoneNumber: '', email: 7 } },
      { factorType: 'FACE' },
      { factorType: 'FACE', profile: null },
      { factorType: 'FACE', profile: {} },
      { factorType: 'FACE', profile: [] },
      { factorType: 'SMS', profile: { phoneNumber: '18800000000', email: 'ann@example.org' }, extra: 1 },
      { factorType: 'SMS', profile: { phoneNumber: '18800000000', phoneCountryCode: null, email: null } },
      { factorType: 'SMS', profile: { phoneNumber: '18800000000', phoneCountryCode: '' } },
      { factorType: 'EMAIL', profile: { email: 'ann@example.org', phoneNumber: null } },
    ]) {
      assert.is((await wire.post(step1, body)).statusCode, 200, JSON.stringify(body))
    }
    const charset = { 'content-type': 'application/json;charset=UTF-8' }
    assert.is((await raw(wire, step1, '{"factorType":"OTP"}', charset)).statusCode, 200)
  }),
)

requests(
  'reads enrollmentData of null, {} and [] as nothing given, and ignores what another factor needs',
  overHttp({ sendIntervalMs: 0 }, async ({ start, post, clock, sandbox }) => {
    const otp = otpOf(await start('OTP'))
    const sms = tokenOf(await start('SMS', { phoneNumber: '18800000000' }))
    const bind = (factorType: string, enrollmentToken: string, enrollmentData: unknown) =>
      post(step2, { factorType, enrollmentToken, enrollmentData })
    for (const nothing of [null, {}, [], { passCode: null }, { photo: null, isExternalPhoto: false }]) {
      assert.is((await bind('OTP', otp.enrollmentToken, nothing)).apiCode, 6003)
      assert.is((await bind('SMS', sms, nothing)).message, 'passCode is required: passCode')
    }
    const passCode = appCode(otp.otpData.qrCodeUri, clock.now())
    const others = { photo: 'photos/x.jpg', isExternalPhoto: null, more: {} }
    assert.is((await bind('OTP', otp.enrollmentToken, { passCode, ...others })).statusCode, 200)
    assert.is((await bind('SMS', sms, { passCode: lastCode(sandbox), ...others })).statusCode, 200)
  }),
)

requests(
  'names the field it cannot read, and never its value',
  overHttp({}, async (wire) => {
    for (const [path, body, field] of [
      [step1, {}, 'factorType'],
      [step1, { factorType: 'PIGEON-40711704' }, 'factorType'],
      [step1, { factorType: 'constructor' }, 'factorType'],
      [step1, { factorType: 'SMS' }, undefined],
      [step1, { factorType: 'SMS', profile: {} }, 'phoneNumber'],
      [step1, { factorType: 'SMS', profile: { phoneNumber: 188000040711704 } }, 'phoneNumber'],
      [step1, { factorType: 'SMS', profile: { phoneNumber: '188 0000 40711704' } }, 'phoneNumber'],
      [
        step1,
        { factorType: 'SMS', profile: { phoneNumber: '188000040711704', phoneCountryCode: '86' } },
        'phoneCountryCode',
      ],
      [step1, { factorType: 'EMAIL', profile: { email: '40711704' } }, 'email'],
      [step2, { factorType: 'OTP', enrollmentData: { passCode: '40711704' } }, 'enrollmentToken'],
      [step2, { factorType: 'OTP', enrollmentToken: 40711704, enrollmentData: {} }, 'enrollmentToken'],
      [step2, { factorType: 'OTP', enrollmentToken: 'x' }, 'enrollmentData'],
      [step2, { factorType: 'OTP', enrollmentToken: 'x', enrollmentData: ['40711704'] }, 'enrollmentData'],
      ['/api/v3/reset-factor', {}, 'factorId'],
      ['/api/v3/reset-factor', { factorId: '' }, 'factorId'],
      ['/api/v3/reset-factor', { factorId: 40711704 }, 'factorId'],
      ['/api/v3/mfa-totp-verify', { totp: 40711704 }, 'totp'],
      ['/api/v3/mfa-totp-verify', ['40711704'], undefined],
      [step2, [], undefined],
      [step2, null, undefined],
    ] as const) {
      const reply = await wire.post(path, body)
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 400, JSON.stringify(body))
      assert.is(reply.message, field === undefined ? 'Invalid parameter' : `Invalid parameter: ${field}`)
      assert.not.match(reply.text, '40711704')
    }
    assert.equal(wire.sandbox.outbox, [])
  }),
)

requests(
  'answers what is not JSON, or not called JSON, with statusCode 400 and no trace of its inside',
  overHttp({}, async (wire) => {
    for (const [body, own] of [
      ['{"factorType":"OTP"', {}],
      ['', {}],
      ['[['.repeat(60_000), {}],
      ['\u0000', {}],
      ['{"factorType":"OTP"}', { 'content-type': 'text/plain' }],
      ['{"factorType":"OTP"}', { 'content-type': 'application/jsonp' }],
    ] as const) {
      const reply = await raw(wire, step1, body, own)
      assert.is(reply.statusCode, 400)
      assert.not.match(reply.text, /SyntaxError|\bat |\.ts/)
    }
  }),
)

requests(
  'is not harmed by __proto__',
  overHttp({}, async (wire) => {
    const polluting =
      '{"__proto__":{"factorType":"OTP","polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    assert.is((await raw(wire, step1, polluting)).statusCode, 400)
    const nested = '{"factorType":"SMS","profile":{"__proto__":{"phoneNumber":"18800000000"}}}'
    assert.is((await raw(wire, step1, nested)).statusCode, 400)
    assert.not.ok('polluted' in {})
  }),
)

const sized = (bytes: number) => {
  const frame = JSON.stringify({ factorType: 'OTP', pad: '' })
  return JSON.stringify({ factorType: 'OTP', pad: 'x'.repeat(bytes - frame.length) })
}

requests(
  'takes a body of 256 KiB and refuses one byte more',
  overHttp({}, async (wire) => {
    assert.is((await raw(wire, step1, sized(262_144))).statusCode, 200)
    const reply = await raw(wire, step1, sized(262_145))
    assert.is(reply.status, 413)
    assert.is(reply.statusCode, 413)
  }),
)

requests(
  'counts a body that comes in chunks and declares no length',
  overHttp({}, async ({ url, headers }) => {
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${url}${step1}`, { method: 'POST', headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      // The server may close the connection on what is still being written.
      sent.on('error', reject)
      sent.end(sized(300_000))
    })
    assert.is(status, 413)
  }),
)

requests(
  'refuses a factor that is not enabled',
  overHttp({ enabledFactors: ['EMAIL'] }, async ({ start, get }) => {
    for (const factorType of ['OTP', 'FACE']) assert.is((await start(factorType, {})).statusCode, 501)
    assert.equal((await get('/api/v3/list-factors-to-enroll')).data, [{ factorType: 'EMAIL' }])
  }),
)

requests(
  'answers unknown addresses with an envelope too',
  overHttp({}, async ({ get }) => {
    for (const path of ['/', '/api/v3/nothing', '/api/v3/enroll-factor', '/sandbox', '/%E0%A4%A']) {
      const reply = await get(path)
      assert.is(reply.status, 404)
      assert.is(reply.statusCode, 404)
    }
  }),
)

requests(
  'are noted in order, without a secret',
  overHttp({}, async ({ start, bind, clock, sandbox }) => {
    const { enrollmentToken } = otpOf(await start('OTP', {}))
    clock.increment(5)
    await bind('OTP', enrollmentToken, '4711')
    const at = clock.now()
    assert.equal(sandbox.requests, [
      { endpoint: 'sendEnrollFactorRequest', via: 'http', at: at - 5, statusCode: 200, fault: null },
      { endpoint: 'enrollFactor', via: 'http', at, statusCode: 499, fault: null },
    ])
  }),
)

requests.run()
