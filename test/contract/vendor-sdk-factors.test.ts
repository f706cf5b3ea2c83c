// The five calls beside an enrollment, by the vendor's own client: what there is, what may be added, one
// factor, taking it off, and checking a code.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { appCode, wrong } from '../sandbox/over-http.ts'
import { atSandbox, enrolled, requested, sentCode, type AtSandbox } from './documents/at-sandbox.ts'
import { uploadAsHostedPage } from './documents/photo.ts'

const factors = suite("the vendor's SDK and the factors of an account")

const profile = { phoneNumber: '18800000000', phoneCountryCode: '+86' }

const bindSms = async (at: AtSandbox): Promise<void> => {
  const { data } = await at.vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile })
  const enrollmentData = { passCode: sentCode(at) }
  const proof = { enrollmentToken: data.enrollmentToken, enrollmentData }
  assert.is((await at.vendor.enrollFactor({ factorType: enrolled.SMS, ...proof })).statusCode, 200)
}

/** Gives what an app would make codes from. */
const bindOtp = async (at: AtSandbox): Promise<string> => {
  const { data } = await at.vendor.sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
  const uri = data.otpData?.qrCodeUri ?? ''
  const enrollmentData = { passCode: appCode(uri, at.clock.now()) }
  const proof = { enrollmentToken: data.enrollmentToken, enrollmentData }
  assert.is((await at.vendor.enrollFactor({ factorType: enrolled.OTP, ...proof })).statusCode, 200)
  return uri
}

const bindFace = async (at: AtSandbox): Promise<void> => {
  const enrollmentData = { photo: await uploadAsHostedPage(at), isExternalPhoto: false }
  const { data } = await at.vendor.sendEnrollFactorRequest({ factorType: requested.FACE, profile: {} })
  const proof = { enrollmentToken: data.enrollmentToken, enrollmentData }
  assert.is((await at.vendor.enrollFactor({ factorType: enrolled.FACE, ...proof })).statusCode, 200)
}

const remaining = async ({ vendor }: AtSandbox): Promise<readonly string[]> =>
  (await vendor.listFactorsToEnroll()).data.map(({ factorType }) => factorType).toSorted()

const shapes: Readonly<Record<string, { readonly options: SandboxOptions; readonly id: RegExp }>> = {
  'an id of 24 hex digits': { options: { factorIds: 'hex' }, id: /^[0-9a-f]{24}$/ },
  'an id with an upright bar in it': { options: { factorIds: 'user' }, id: /^[0-9a-f]{24}\|phone$/ },
}

for (const [name, { options, id }] of Object.entries(shapes)) {
  factors(
    `${name} finds its factor, takes it off, and finds nothing any more`,
    atSandbox(options, async (at) => {
      await bindSms(at)
      const [factor] = (await at.vendor.listEnrolledFactors()).data
      const factorId = factor?.factorId ?? ''
      assert.match(factorId, id)
      assert.equal((await at.vendor.getFactor({ factorId })).data, { factorId, factorType: 'SMS', profile })

      const reset = await at.vendor.resetFactor({ factorId })
      assert.equal([reset.statusCode, 'data' in reset], [200, false])
      assert.equal((await at.vendor.listEnrolledFactors()).data, [])
      assert.is((await at.vendor.getFactor({ factorId })).statusCode, 404)
      assert.is((await at.vendor.resetFactor({ factorId })).statusCode, 404)
    }),
  )
}

factors(
  'the id of an OTP and of a FACE name their kind where ids do',
  atSandbox({ factorIds: 'user' }, async (at) => {
    await bindOtp(at)
    await bindFace(at)
    const { data } = await at.vendor.listEnrolledFactors()
    assert.equal(
      data.map(({ factorId, factorType }) => [factorId.split('|')[1], String(factorType)]),
      [
        ['otp', 'OTP'],
        ['face', 'FACE'],
      ],
    )
  }),
)

factors(
  "another person's factor is neither shown nor taken off",
  atSandbox({}, async (at) => {
    await bindSms(at)
    const factorId = at.sandbox.factors()[0]?.factorId ?? ''
    const bob = at.newVendor(at.sandbox.signIn(at.sandbox.addAccount({ email: 'bob@example.com' })))
    assert.is((await bob.getFactor({ factorId })).statusCode, 404)
    assert.is((await bob.resetFactor({ factorId })).statusCode, 404)
    assert.is(at.sandbox.factors().length, 1)
  }),
)

factors(
  'what is bound may not be added again, and may once it is taken off',
  atSandbox({}, async (at) => {
    assert.equal(await remaining(at), ['EMAIL', 'FACE', 'OTP', 'SMS'])
    await bindSms(at)
    assert.equal(await remaining(at), ['EMAIL', 'FACE', 'OTP'])
    await at.vendor.resetFactor({ factorId: at.sandbox.factors()[0]?.factorId ?? '' })
    assert.equal(await remaining(at), ['EMAIL', 'FACE', 'OTP', 'SMS'])
    at.clock.increment(60_000)
    await bindSms(at)
  }),
)

factors(
  'what the application has not enabled may not be added',
  atSandbox({ enabledFactors: ['OTP', 'EMAIL'] }, async (at) => {
    assert.equal(await remaining(at), ['EMAIL', 'OTP'])
    const asked = await at.vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile })
    assert.is(asked.statusCode, 501)
  }),
)

factors(
  'one factor comes as an object where the server writes its lists as the samples show them',
  atSandbox({ listShape: 'object' }, async (at) => {
    await bindSms(at)
    // The SDK passes on what came: its type says array, and this is none.
    const listed: unknown = (await at.vendor.listEnrolledFactors()).data
    assert.not.ok(Array.isArray(listed))
    assert.equal(listed, { factorId: at.sandbox.factors()[0]?.factorId, factorType: 'SMS', profile })
  }),
)

factors(
  'a code of the bound app verifies, a wrong one does not, and neither is an error',
  atSandbox({}, async (at) => {
    const uri = await bindOtp(at)
    const totp = appCode(uri, at.clock.now())
    const right = await at.vendor.mfaOtpVerify({ totp })
    assert.equal([right.statusCode, right.data], [200, { verified: true }])
    const no = await at.vendor.mfaOtpVerify({ totp: wrong(totp) })
    assert.equal([no.statusCode, no.data], [200, { verified: false }])
    assert.equal([(await at.vendor.mfaOtpVerify({ totp: '' })).apiCode], [6003])
  }),
)

factors(
  'without an app there is nothing to verify with',
  atSandbox({}, async ({ vendor }) => {
    assert.is((await vendor.mfaOtpVerify({ totp: '123456' })).statusCode, 404)
  }),
)

factors(
  'none of it is for somebody who is not logged in',
  atSandbox({}, async ({ newVendor }) => {
    const nobody = newVendor('nobody')
    for (const { statusCode } of [
      await nobody.listEnrolledFactors(),
      await nobody.listFactorsToEnroll(),
      await nobody.getFactor({ factorId: 'any' }),
      await nobody.resetFactor({ factorId: 'any' }),
      await nobody.mfaOtpVerify({ totp: '123456' }),
    ])
      assert.is(statusCode, 401)
  }),
)

factors.run()
