import { request as httpRequest } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, lastCode, otpOf, overHttp, tokenOf, wrong, type Wire } from './over-http.ts'

const factors = suite('looking after bound factors')

const bindOtp = async ({ start, bind, clock }: Wire) => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  await bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now()))
  return otpData.qrCodeUri
}

const bindSms = async ({ start, bind, sandbox }: Wire, phoneNumber = '18800000000') =>
  bind('SMS', tokenOf(await start('SMS', { phoneNumber })), lastCode(sandbox))

const bobOf = (wire: Wire) =>
  wire.as(wire.sandbox.signIn(wire.sandbox.addAccount({ email: 'bob@example.com' })))

const idsOf = ({ sandbox }: Wire) => sandbox.factors().map(({ factorId }) => factorId)

/** Sends the path as it stands, as SDKs do that encode nothing. */
const rawGet = ({ url, headers }: Wire, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    httpRequest({ hostname, port, path, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => resolve(JSON.parse(text).statusCode))
    })
      .on('error', reject)
      .end()
  })

for (const factorIds of ['hex', 'user'] as const) {
  factors(
    `gets one by its ${factorIds} id`,
    overHttp({ factorIds }, async (wire) => {
      await bindSms(wire)
      const [factorId = ''] = idsOf(wire)
      const reply = await wire.get(`/api/v3/get-factor?factorId=${encodeURIComponent(factorId)}`)
      assert.equal(reply.data, {
        factorId,
        factorType: 'SMS',
        profile: { phoneNumber: '18800000000', phoneCountryCode: '+86' },
      })
    }),
  )
}

factors(
  'gets one by an id whose bar is not encoded, and with what Go leaves at the end',
  overHttp({ factorIds: 'user' }, async (wire) => {
    await bindSms(wire)
    const [factorId = ''] = idsOf(wire)
    assert.match(factorId, /^[0-9a-f]{24}\|phone$/)
    assert.is(await rawGet(wire, `/api/v3/get-factor?factorId=${factorId}`), 200)
    assert.is(await rawGet(wire, `/api/v3/get-factor?factorId=${factorId}&`), 200)
  }),
)

factors(
  'does not get without an id, with an unknown one or with somebody else’s',
  overHttp({}, async (wire) => {
    await bindSms(wire)
    const [factorId = ''] = idsOf(wire)
    assert.is((await wire.get('/api/v3/get-factor')).message, 'Invalid parameter: factorId')
    assert.is((await wire.get('/api/v3/get-factor?factorId=')).statusCode, 400)
    for (const [who, id] of [
      [wire, '0'.repeat(24)],
      [bobOf(wire), factorId],
    ] as const) {
      const reply = await who.get(`/api/v3/get-factor?factorId=${id}`)
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 404)
    }
  }),
)

for (const factorIds of ['hex', 'user'] as const) {
  factors(
    `takes one off by its ${factorIds} id, leaves the others, and frees what it stood for`,
    overHttp({ factorIds, sendIntervalMs: 0 }, async (wire) => {
      await bindOtp(wire)
      await bindSms(wire)
      const [otpId, smsId] = idsOf(wire)
      const bob = bobOf(wire)
      assert.is((await bob.start('SMS', { phoneNumber: '18800000000' })).apiCode, 2035)
      const reply = await wire.post('/api/v3/reset-factor', { factorId: smsId })
      assert.is(reply.statusCode, 200)
      assert.not.ok('data' in JSON.parse(reply.text))
      assert.equal(idsOf(wire), [otpId])
      assert.equal((await wire.get('/api/v3/list-factors-to-enroll')).data, [
        { factorType: 'SMS' },
        { factorType: 'EMAIL' },
        { factorType: 'FACE' },
      ])
      assert.is((await bob.start('SMS', { phoneNumber: '18800000000' })).statusCode, 200)
      assert.is((await wire.post('/api/v3/reset-factor', { factorId: smsId })).statusCode, 404)
    }),
  )
}

factors(
  'takes nothing off another person',
  overHttp({}, async (wire) => {
    await bindOtp(wire)
    const [factorId] = idsOf(wire)
    assert.is((await bobOf(wire).post('/api/v3/reset-factor', { factorId })).statusCode, 404)
    assert.equal(idsOf(wire), [factorId])
  }),
)

factors(
  'verifies a code of the bound OTP, and says no to another without a refusal',
  overHttp({}, async (wire) => {
    const uri = await bindOtp(wire)
    const verify = async (totp: string) => (await wire.post('/api/v3/mfa-totp-verify', { totp })).data
    const code = appCode(uri, wire.clock.now())
    assert.equal(await verify(code), { verified: true })
    assert.equal(await verify(wrong(code)), { verified: false })
    wire.clock.increment(90_000)
    assert.equal(await verify(code), { verified: false })
    assert.equal(await verify(appCode(uri, wire.clock.now() - 30_000)), { verified: true })
  }),
)

factors(
  'verifies against each OTP of a person who has two, and never against one that is not bound yet',
  overHttp({}, async (wire) => {
    const uris = [await bindOtp(wire), await bindOtp(wire)]
    const open = otpOf(await wire.start('OTP')).otpData.qrCodeUri
    const verified = async (uri: string) => {
      const reply = await wire.post('/api/v3/mfa-totp-verify', { totp: appCode(uri, wire.clock.now()) })
      return reply.data
    }
    for (const uri of uris) assert.equal(await verified(uri), { verified: true })
    assert.equal(await verified(open), { verified: false })
  }),
)

factors(
  'verifies nothing without a code (6003), and nothing where no OTP is bound (404)',
  overHttp({}, async (wire) => {
    await bindSms(wire)
    for (const body of [{}, { totp: '' }, { totp: null }]) {
      const reply = await wire.post('/api/v3/mfa-totp-verify', body)
      assert.is(reply.statusCode, 400)
      assert.is(reply.apiCode, 6003)
    }
    const reply = await wire.post('/api/v3/mfa-totp-verify', { totp: '123456' })
    assert.is(reply.statusCode, 404)
    assert.is(reply.apiCode, undefined)
  }),
)

factors(
  'does all this under faults and in the request log, by the vendor’s names',
  overHttp({}, async (wire) => {
    const calls = [
      ['resetFactor', () => wire.post('/api/v3/reset-factor', { factorId: 'x' })],
      ['getFactor', () => wire.get('/api/v3/get-factor?factorId=x')],
      ['mfaOtpVerify', () => wire.post('/api/v3/mfa-totp-verify', { totp: 'x' })],
    ] as const
    for (const [endpoint, call] of calls) {
      wire.sandbox.faults.add({ endpoint, kind: 'reset', times: 1 })
      assert.is(await call().catch(() => 'no reply'), 'no reply')
      assert.is((await call()).statusCode, 404)
      assert.equal(
        wire.sandbox.requests.slice(-2).map((seen) => [seen.endpoint, seen.statusCode, seen.fault]),
        [
          [endpoint, null, 'reset'],
          [endpoint, 404, null],
        ],
      )
    }
  }),
)

factors.run()
