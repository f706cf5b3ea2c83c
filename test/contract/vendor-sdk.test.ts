// The vendor's own client against our server, without any of our client code between them.
import type { Models } from 'authing-node-sdk'
import { TOTP, URI } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, wrong } from '../sandbox/over-http.ts'
import { jpegOf } from '../sandbox/pictures.ts'
import { atSandbox, enrolled, requested, sentCode, type AtSandbox } from './documents/at-sandbox.ts'
import { uploadAsHostedPage } from './documents/photo.ts'

const vendor = suite("the vendor's SDK enrolls at the sandbox")

type Proof = Models.EnrollFactorEnrollmentDataDto

/** Step 1, and step 2 of the same factor with whatever proof. */
const begin = async (
  at: AtSandbox,
  factorType: keyof typeof requested,
  profile: Models.FactorProfile = {},
) => {
  const { statusCode, data } = await at.vendor.sendEnrollFactorRequest({
    factorType: requested[factorType],
    profile,
  })
  assert.is(statusCode, 200)
  const { enrollmentToken, otpData } = data
  const bind = (enrollmentData: Proof) =>
    at.vendor.enrollFactor({ factorType: enrolled[factorType], enrollmentToken, enrollmentData })
  return { bind, otp: otpData ?? { qrCodeUri: '', qrCodeDataUrl: '', recoveryCode: '' } }
}

const listed = async (at: AtSandbox): Promise<readonly string[]> =>
  (await at.vendor.listEnrolledFactors()).data.map((factor) => factor.factorType)

vendor(
  'OTP, with the code of an authenticator app',
  atSandbox({}, async (at) => {
    const { bind, otp } = await begin(at, 'OTP')
    assert.instance(URI.parse(otp.qrCodeUri), TOTP)
    assert.match(otp.qrCodeDataUrl, /^data:image\/png;base64,/)
    assert.match(otp.recoveryCode, /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)
    assert.is((await bind({ passCode: appCode(otp.qrCodeUri, at.clock.now()) })).statusCode, 200)
    assert.equal(await listed(at), ['OTP'])
  }),
)

vendor(
  'OTP, after a wrong code, which comes as a reply and not as an exception',
  atSandbox({}, async (at) => {
    const { bind, otp } = await begin(at, 'OTP')
    const passCode = appCode(otp.qrCodeUri, at.clock.now())
    const refused = await bind({ passCode: wrong(passCode) })
    assert.equal([refused.statusCode, refused.apiCode], [499, 6001])
    assert.equal(await listed(at), [])
    assert.is((await bind({ passCode })).statusCode, 200)
  }),
)

const phone = { phoneNumber: '18800000000', phoneCountryCode: '+86' }
const address = { email: 'ann@example.org' }

for (const [factorType, profile] of [
  ['SMS', phone],
  ['EMAIL', address],
] as const) {
  vendor(
    `${factorType}, with the code that was sent`,
    atSandbox({}, async (at) => {
      const { bind } = await begin(at, factorType, profile)
      assert.is((await bind({ passCode: sentCode(at) })).statusCode, 200)
      const { data } = await at.vendor.listEnrolledFactors()
      assert.equal(
        data.map((factor) => factor.profile),
        [profile],
      )
    }),
  )

  vendor(
    `${factorType}: a wrong code uses the message up`,
    atSandbox({}, async (at) => {
      const { bind } = await begin(at, factorType, profile)
      for (const passCode of [wrong(sentCode(at)), sentCode(at)]) {
        const refused = await bind({ passCode })
        assert.equal([refused.statusCode, refused.apiCode], [499, 2001])
      }
      assert.equal(await listed(at), [])
    }),
  )

  vendor(
    `${factorType}: asked twice within the minute, the second time is refused and nothing is sent`,
    atSandbox({}, async (at) => {
      await begin(at, factorType, profile)
      const again = { factorType: requested[factorType], profile }
      assert.is((await at.vendor.sendEnrollFactorRequest(again)).statusCode, 429)
      assert.is(at.sandbox.outbox.length, 1)
    }),
  )
}

vendor(
  'FACE, with the key of a photo that was uploaded as the hosted page uploads',
  atSandbox({}, async (at) => {
    const photo = await uploadAsHostedPage(at)
    const { bind } = await begin(at, 'FACE')
    assert.is((await bind({ photo, isExternalPhoto: false })).statusCode, 200)
    assert.equal(await listed(at), ['FACE'])
  }),
)

vendor(
  'FACE, after a photo without a face: another one binds with the same token',
  atSandbox({}, async (at) => {
    const { bind } = await begin(at, 'FACE')
    const faceless = await bind({ photo: await uploadAsHostedPage(at, jpegOf(40, 40)) })
    assert.equal([faceless.statusCode, faceless.apiCode], [499, 1702])
    assert.is((await bind({ photo: await uploadAsHostedPage(at) })).statusCode, 200)
  }),
)

for (const [what, proof, statusCode, apiCode] of [
  ['no photo', {}, 400, 1700],
  ['a key nobody was given', { photo: 'photos/none.jpg' }, 400, 1701],
  ['a link elsewhere', { photo: 'https://photos.example/ann.jpg', isExternalPhoto: true }, 422, undefined],
] as const) {
  vendor(
    `FACE, with ${what}: it is refused`,
    atSandbox({}, async (at) => {
      const { bind } = await begin(at, 'FACE')
      const refused = await bind(proof)
      assert.equal([refused.statusCode, refused.apiCode], [statusCode, apiCode])
      assert.equal(await listed(at), [])
    }),
  )
}

vendor(
  'FACE, twice: the second one is refused as bound already',
  atSandbox({}, async (at) => {
    const photo = await uploadAsHostedPage(at)
    for (const [statusCode, apiCode] of [
      [200, undefined],
      [409, 1706],
    ] as const) {
      const { bind } = await begin(at, 'FACE')
      const reply = await bind({ photo })
      assert.equal([reply.statusCode, reply.apiCode], [statusCode, apiCode])
    }
  }),
)

vendor(
  'nothing with a token that is over, one that is used, or one of another factor',
  atSandbox({}, async (at) => {
    const over = await begin(at, 'EMAIL', address)
    const code = sentCode(at)
    at.clock.increment(60_000)
    assert.is((await over.bind({ passCode: code })).statusCode, 400)

    const { bind } = await begin(at, 'EMAIL', address)
    const passCode = sentCode(at)
    assert.is((await bind({ passCode })).statusCode, 200)
    assert.is((await bind({ passCode })).statusCode, 400)

    const { data } = await at.vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: phone })
    const proof = { enrollmentToken: data.enrollmentToken, enrollmentData: { passCode: sentCode(at) } }
    const ofAnother = await at.vendor.enrollFactor({ factorType: enrolled.EMAIL, ...proof })
    assert.is(ofAnother.statusCode, 400)
    assert.equal(await listed(at), ['EMAIL'])
  }),
)

vendor.run()
