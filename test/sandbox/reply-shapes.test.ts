import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { appCode, keyOf, lastCode, otpOf, overHttp, tokenOf, type Reply, type Wire } from './over-http.ts'
import { face } from './pictures.ts'
import { against, againstRefusal, replyTypes } from './schema-check.ts'

const replies = suite('replies of the sandbox')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

replies('the check itself notices a missing, a wrong and an undocumented field', () => {
  const noted = against('FactorDto', { factorId: 7, factorType: 'PIGEON', extra: true }).join('\n')
  for (const part of ['"missingProperty":"profile"', '/factorId must be string', '/factorType', '"extra"'])
    assert.match(noted, part)
  assert.is(against('FactorDto', { factorId: '7', factorType: 'OTP', profile: {} }).length, 0)
  assert.match(againstRefusal({ statusCode: 400, message: 'no', data: {} }).join(), 'data')
  assert.match(againstRefusal({ statusCode: 200, message: 'yes' }).join(), '/statusCode')
})

const step1 = 'post /api/v3/send-enroll-factor-request'
const step2 = 'post /api/v3/enroll-factor'
const enrolled = 'get /api/v3/list-enrolled-factors'

/** Every endpoint once with success, by the way of a person who binds all four factors and takes one off. */
const everySuccess = async (wire: Wire) => {
  const { start, bind, bindFace, get, post, upload, clock, sandbox } = wire
  const seen: [endpoint: string, reply: Reply][] = []
  const noted = async (endpoint: string, reply: Promise<Reply>) => {
    seen.push([endpoint, await reply])
    return reply
  }
  const otp = otpOf(await noted(step1, start('OTP', {})))
  const code = appCode(otp.otpData.qrCodeUri, clock.now())
  await noted(step2, bind('OTP', otp.enrollmentToken, code))
  await noted('post /api/v3/mfa-totp-verify', post('/api/v3/mfa-totp-verify', { totp: code }))
  await noted('post /api/v3/mfa-totp-verify', post('/api/v3/mfa-totp-verify', { totp: '0' }))
  // One factor, and one left to enroll, are what the shapes differ in.
  await noted(enrolled, get('/api/v3/list-enrolled-factors'))
  const sms = tokenOf(await noted(step1, start('SMS', { phoneNumber: '18800000000' })))
  await noted(step2, bind('SMS', sms, lastCode(sandbox)))
  const email = tokenOf(await noted(step1, start('EMAIL', { email: 'ann@example.org' })))
  await noted(step2, bind('EMAIL', email, lastCode(sandbox)))
  const photo = keyOf(await upload(face))
  const started = tokenOf(await noted(step1, start('FACE', {})))
  await noted('get /api/v3/list-factors-to-enroll', get('/api/v3/list-factors-to-enroll'))
  await noted(step2, bindFace(started, { photo }))
  await noted(enrolled, get('/api/v3/list-enrolled-factors'))
  for (const { factorId } of sandbox.factors()) {
    const query = new URLSearchParams({ factorId }).toString()
    await noted('get /api/v3/get-factor', get(`/api/v3/get-factor?${query}`))
  }
  const factorId = sandbox.factors()[0]?.factorId
  await noted('post /api/v3/reset-factor', post('/api/v3/reset-factor', { factorId }))
  return seen
}

const documented = (name: string, settings: SandboxOptions, except: (data: unknown) => boolean) =>
  replies(
    `have the types the vendor documents, ${name}`,
    overHttp(settings, async (wire) => {
      const seen = await everySuccess(wire)
      for (const [endpoint, reply] of seen) {
        assert.is(reply.status, 200)
        assert.is(reply.statusCode, 200, `${endpoint} ${reply.text}`)
        const body: { data?: unknown } = JSON.parse(reply.text)
        if (!except(body.data)) assert.equal(against(replyTypes[endpoint] ?? '', body), [], endpoint)
      }
      assert.equal(
        new Set(seen.map(([endpoint]) => endpoint)),
        new Set(Object.keys(replyTypes)),
        'every endpoint of the vendor’s file was asked',
      )
    }),
  )

const none = () => false
// The elements of a list that stands without its array.
const isBare = (data: unknown) => typeof data === 'object' && data !== null && 'factorType' in data

documented('at every endpoint, for every factor', {}, none)
documented('with null for empty lists, where they are not empty', { listShape: 'null' }, none)
documented('with bare elements, but for those', { listShape: 'object' }, isBare)
documented('with the user’s id in the factors’', { factorIds: 'user' }, none)

replies(
  'say no as the vendor does, at every endpoint',
  overHttp({}, async (wire) => {
    const { start, bind, bindFace, get, post, sandbox } = wire
    await start('SMS', { phoneNumber: '18800000000' })
    const stranger = wire.as('nobody')
    const refusals: readonly (readonly [string, number, number | undefined, Promise<Reply>])[] = [
      [step1, 400, undefined, start('SMS', {})],
      [step1, 429, undefined, start('SMS', { phoneNumber: '18800000000' })],
      [step2, 400, undefined, bind('OTP', 'unknown', '123456')],
      [step2, 400, 1700, bindFace(tokenOf(await start('FACE')), {})],
      [step2, 499, 2001, bind('EMAIL', tokenOf(await start('EMAIL', { email: 'a@example.org' })), 'x')],
      ['post /api/v3/reset-factor', 404, undefined, post('/api/v3/reset-factor', { factorId: 'none' })],
      ['get /api/v3/get-factor', 404, undefined, get('/api/v3/get-factor?factorId=none')],
      ['post /api/v3/mfa-totp-verify', 400, 6003, post('/api/v3/mfa-totp-verify', {})],
      ['post /api/v3/mfa-totp-verify', 404, undefined, post('/api/v3/mfa-totp-verify', { totp: '1' })],
      [enrolled, 401, 2020, stranger.get('/api/v3/list-enrolled-factors')],
      ['get /api/v3/list-factors-to-enroll', 401, 2020, stranger.get('/api/v3/list-factors-to-enroll')],
    ]
    for (const [endpoint, statusCode, apiCode, asked] of refusals) {
      const reply = await asked
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, statusCode, `${endpoint} ${reply.text}`)
      assert.is(reply.apiCode, apiCode)
      assert.match(reply.requestId, uuid)
      assert.equal(againstRefusal(JSON.parse(reply.text)), [], endpoint)
    }
    assert.equal(new Set(refusals.map(([endpoint]) => endpoint)), new Set(Object.keys(replyTypes)))
    assert.equal(sandbox.factors(), [])
  }),
)

replies(
  'say success with HTTP 200, statusCode 200, a request id and no apiCode',
  overHttp({}, async ({ start }) => {
    const reply = await start('OTP', {})
    assert.is(reply.status, 200)
    assert.is(reply.statusCode, 200)
    assert.match(reply.requestId, uuid)
    assert.not.ok('apiCode' in JSON.parse(reply.text))
  }),
)

const data = (reply: Reply): unknown => reply.data

replies(
  'list nothing as an empty array, which is the documented type',
  overHttp({}, async ({ get }) => assert.equal(data(await get('/api/v3/list-enrolled-factors')), [])),
)

for (const listShape of ['null', 'object'] as const) {
  replies(
    `list nothing as null if the list shape is ${listShape}`,
    overHttp({ listShape }, async ({ get }) =>
      assert.is(data(await get('/api/v3/list-enrolled-factors')), null),
    ),
  )
}

replies(
  'list one element bare if the list shape is object, as in the samples of the vendor',
  overHttp({ listShape: 'object', enabledFactors: ['OTP'] }, async ({ get }) =>
    assert.equal(data(await get('/api/v3/list-factors-to-enroll')), { factorType: 'OTP' }),
  ),
)

replies(
  'list two elements as an array in every shape',
  overHttp({ listShape: 'object', enabledFactors: ['OTP', 'EMAIL'] }, async ({ get }) =>
    assert.equal(data(await get('/api/v3/list-factors-to-enroll')), [
      { factorType: 'OTP' },
      { factorType: 'EMAIL' },
    ]),
  ),
)

for (const [otherOtpData, expected] of [
  ['absent', undefined],
  ['null', null],
  ['empty', {}],
] as const) {
  replies(
    `can leave otpData ${otherOtpData} for other factors, and never for OTP`,
    overHttp({ otherOtpData }, async ({ start }) => {
      const sms = JSON.parse((await start('SMS', { phoneNumber: '18800000000' })).text)
      assert.equal(sms.data.otpData, expected)
      assert.is('otpData' in sms.data, otherOtpData !== 'absent')
      assert.ok(otpOf(await start('OTP', {})).otpData.recoveryCode)
    }),
  )
}

replies.run()
