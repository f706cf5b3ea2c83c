import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, lastCode, otpOf, overHttp, tokenOf, type Reply } from './over-http.ts'
import { against } from './schema-check.ts'

const replies = suite('replies of the sandbox')

const isDocumented = (name: string, { text }: Reply) => {
  const body: unknown = JSON.parse(text)
  assert.equal(against(name, body), [])
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

replies('the check itself notices a missing, a wrong and an undocumented field', () => {
  assert.equal(against('FactorDto', { factorId: 7, factorType: 'PIGEON', extra: true }), [
    'FactorDto.profile is missing',
    'FactorDto.factorId is number, not string',
    'FactorDto.factorType is none of OTP, SMS, EMAIL, FACE',
    'FactorDto.extra is undocumented',
  ])
})

replies(
  'have the types the vendor documents',
  overHttp({}, async ({ start, bind, get, clock, sandbox }) => {
    const otp = await start('OTP', {})
    isDocumented('SendEnrollFactorRequestRespDto', otp)
    const { enrollmentToken, otpData } = otpOf(otp)
    isDocumented(
      'EnrollFactorRespDto',
      await bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now())),
    )
    const sms = await start('SMS', { phoneNumber: '18800000000' })
    isDocumented('SendEnrollFactorRequestRespDto', sms)
    isDocumented('EnrollFactorRespDto', await bind('SMS', tokenOf(sms), lastCode(sandbox)))
    isDocumented('ListEnrolledFactorsRespDto', await get('/api/v3/list-enrolled-factors'))
    isDocumented('ListFactorsToEnrollRespDto', await get('/api/v3/list-factors-to-enroll'))
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

replies(
  'say failure with HTTP 200, another statusCode, a request id and no data',
  overHttp({}, async ({ start, bind }) => {
    const { enrollmentToken } = otpOf(await start('OTP', {}))
    const reply = await bind('OTP', enrollmentToken, '12345')
    assert.is(reply.status, 200)
    assert.is(reply.statusCode, 499)
    assert.is(reply.apiCode, 6001)
    assert.match(reply.requestId, uuid)
    assert.not.ok('data' in JSON.parse(reply.text))
  }),
)

replies(
  'speak Chinese unless English is asked for, under either brand',
  overHttp({}, async ({ post, headers }) => {
    const ask = async (lang: Record<string, string>) => {
      const { 'x-genauth-lang': _, ...rest } = headers
      const reply = await post(
        '/api/v3/send-enroll-factor-request',
        { factorType: 'OTP' },
        { ...rest, ...lang },
      )
      return reply.message
    }
    assert.is(await ask({}), '操作成功')
    assert.is(await ask({ 'x-genauth-lang': 'zh-CN' }), '操作成功')
    assert.is(await ask({ 'x-genauth-lang': 'en-US' }), 'Operation successful')
    assert.is(await ask({ 'X-Authing-Lang': 'en-US' }), 'Operation successful')
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
