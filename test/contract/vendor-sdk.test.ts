import { AuthenticationClient, Models } from 'authing-node-sdk'
import { TOTP, URI } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startSandbox } from '../../src/sandbox/index.ts'
import type { Sandbox, StartSandboxOptions } from '../../src/sandbox/index.ts'

// The vendor's own client against our server, without any of our client code between them.
const vendor = suite("the vendor's SDK against the sandbox")

const { factorType: requested } = Models.SendEnrollFactorRequestDto
const { factorType: enrolled } = Models.EnrollFactorDto

const withClient = async (
  run: (client: AuthenticationClient, sandbox: Sandbox) => Promise<void>,
  options: Partial<StartSandboxOptions> = {},
) => {
  const { url, sandbox, close } = await startSandbox({ port: 0, ...options })
  const { appId, accessToken } = sandbox
  try {
    await run(new AuthenticationClient({ appId, appSecret: 'unused', appHost: url, accessToken }), sandbox)
  } finally {
    await close()
  }
}

vendor('enrolls OTP as its documentation shows', () =>
  withClient(async (client) => {
    const asked = await client.sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
    assert.is(asked.statusCode, 200)
    const totp = URI.parse(asked.data.otpData?.qrCodeUri ?? '')
    assert.instance(totp, TOTP)
    assert.match(asked.data.otpData?.qrCodeDataUrl ?? '', /^data:image\/png;base64,/)
    const bound = await client.enrollFactor({
      factorType: enrolled.OTP,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: totp instanceof TOTP ? totp.generate() : '' },
    })
    assert.is(bound.statusCode, 200)
    const { data } = await client.listEnrolledFactors()
    assert.equal(
      data.map((factor): string => factor.factorType),
      ['OTP'],
    )
  }),
)

vendor('enrolls SMS with the sample of its documentation, which also passes an address', () =>
  withClient(async (client, sandbox) => {
    const profile = { phoneNumber: '18800000000', phoneCountryCode: '+86', email: 'ann@example.com' }
    const asked = await client.sendEnrollFactorRequest({ factorType: requested.SMS, profile })
    assert.is(asked.statusCode, 200)
    const bound = await client.enrollFactor({
      factorType: enrolled.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sandbox.outbox.at(-1)?.code ?? '' },
    })
    assert.is(bound.statusCode, 200)
    const { data } = await client.listEnrolledFactors()
    assert.equal(
      data.map(({ profile: contact }) => contact.phoneNumber),
      ['18800000000'],
    )
  }),
)

vendor('gets a wrong code as a reply and not as an exception', () =>
  withClient(async (client) => {
    const asked = await client.sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
    const { statusCode, apiCode } = await client.enrollFactor({
      factorType: enrolled.OTP,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: 'wrong' },
    })
    assert.is.not(statusCode, 200)
    assert.ok(apiCode === 6001 || statusCode === 400, `${statusCode} ${apiCode ?? ''}`)
  }),
)

vendor('reads what is left to enroll', () =>
  withClient(
    async (client) => {
      const { data } = await client.listFactorsToEnroll()
      assert.equal(
        data.map((factor): string => factor.factorType),
        ['OTP', 'EMAIL'],
      )
    },
    { enabledFactors: ['OTP', 'EMAIL'] },
  ),
)

vendor.run()
