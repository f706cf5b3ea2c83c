// Pages end with "if this is wrong, see the V3 API". So where pages differ, the API's own schema decides; the
// SDK's models agree with it, and what we send and what the sandbox answers is held against it.
import { AuthenticationClient, type Models } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bind, bound, chosen, enroll, request, requested as answered, valueOf } from '../../genauth/given.ts'
import { json, withServer } from '../../genauth/loopback.ts'
import openapi from '../../sandbox/fixtures/genauth-v3-mfa.openapi.json' with { type: 'json' }
import { against } from '../../sandbox/schema-check.ts'
import { enrolled, oursAt, requested } from './at-sandbox.ts'

const authority = suite("the API's schema has the last word")

const inSchema = Object.entries(openapi.paths)
  .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
  .toSorted()

authority("the SDK's seven methods are the seven endpoints of the schema", () =>
  withServer(
    (response) => json(response, { statusCode: 200, message: '' }),
    async ({ url: appHost, received }) => {
      const vendor = new AuthenticationClient({ appId: 'app-1', appSecret: 'unused', appHost })
      await vendor.sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
      await vendor.enrollFactor({ factorType: enrolled.OTP, enrollmentToken: 'token-1', enrollmentData: {} })
      await vendor.resetFactor({ factorId: 'factor-1' })
      await vendor.listEnrolledFactors()
      await vendor.getFactor({ factorId: 'factor-1' })
      await vendor.listFactorsToEnroll()
      await vendor.mfaOtpVerify({ totp: '123456' })
      const called = received.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`)
      assert.equal(called.toSorted(), inSchema)
    },
  ),
)

const { schemas } = openapi.components

// Each compiles as long as the SDK's model has these fields and no more.
const profile: Required<Models.FactorProfile> = { phoneNumber: '', phoneCountryCode: '', email: '' }
const proof: Required<Models.EnrollFactorEnrollmentDataDto> = {
  passCode: '',
  photo: '',
  isExternalPhoto: true,
}
const otpData: Required<Models.SendEnrollFactorRequestOtpDataDto> = {
  qrCodeUri: '',
  qrCodeDataUrl: '',
  recoveryCode: '',
}
const reply: Required<Models.EnrollFactorRespDto> = {
  statusCode: 200,
  message: '',
  apiCode: 0,
  requestId: '',
}

authority("the SDK's models have the fields of the schema, also where a page has fewer or none", () => {
  for (const [model, { properties }] of [
    [profile, schemas.FactorProfile],
    [proof, schemas.EnrollFactorEnrollmentDataDto],
    [otpData, schemas.SendEnrollFactorRequestOtpDataDto],
    [reply, schemas.EnrollFactorRespDto],
  ] as const)
    assert.equal(Object.keys(model).toSorted(), Object.keys(properties).toSorted())
})

for (const [name, serviceAt] of Object.entries(oursAt)) {
  for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
    authority(`what ${name} sends for ${factorType} fits the schema, in both steps`, () =>
      withServer(
        (response, { url }) => json(response, url.includes('send-') ? answered : bound),
        async ({ url, received }) => {
          const service = serviceAt(url)
          valueOf(await request(service, chosen[factorType]))
          valueOf(await enroll(service, bind(factorType)))
          const [first, second] = received.map(({ body }): unknown => JSON.parse(body))
          assert.equal(against('SendEnrollFactorRequestDto', first), [])
          assert.equal(against('EnrollFactorDto', second), [])
        },
      ),
    )
  }
}

authority('a body as the Python names suggest does not fit it', () => {
  const body = { factor_type: 'SMS', enrollment_token: 'token-1', enrollment_data: { passCode: '123456' } }
  assert.ok(against('EnrollFactorDto', body).length > 0)
})

authority.run()
