// Step 2 carries enrollmentData. Its schema requires no field at all; each factor requires its own. The
// fields of FACE stand in one of three pages only, and that page is right.
import type { Models } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal, type EnrollFactor } from '../../../machines/index.ts'
import { chosen, enroll, errorOf, request, valueOf } from '../../genauth/given.ts'
import { appCode } from '../../sandbox/over-http.ts'
import { atSandbox, enrolled, ours, requested, sentCode, type AtSandbox } from './at-sandbox.ts'
import { uploadAsHostedPage } from './photo.ts'

const proofs = suite('the enrollmentData of step 2')

// Compiles: the SDK, too, calls every field optional. And these three are all.
const nothing: Models.EnrollFactorEnrollmentDataDto = {}
const everyField: Required<Models.EnrollFactorEnrollmentDataDto> = {
  passCode: '123456',
  photo: 'photos/none.jpg',
  isExternalPhoto: false,
}

const profiles = {
  OTP: {},
  SMS: { phoneNumber: '18800000000' },
  EMAIL: { email: 'ann@example.org' },
  FACE: {},
} as const
type Name = keyof typeof profiles

const opened = async ({ vendor }: AtSandbox, factorType: Name) => {
  const { data } = await vendor.sendEnrollFactorRequest({
    factorType: requested[factorType],
    profile: profiles[factorType],
  })
  return {
    ...data,
    bind: (enrollmentData: Models.EnrollFactorEnrollmentDataDto) =>
      vendor.enrollFactor({
        factorType: enrolled[factorType],
        enrollmentToken: data.enrollmentToken,
        enrollmentData,
      }),
  }
}

for (const [factorType, statusCode, apiCode] of [
  ['OTP', 400, 6003],
  ['SMS', 400, undefined],
  ['EMAIL', 400, undefined],
  ['FACE', 400, 1700],
] as const) {
  proofs(
    `may be empty by the schema, and ${factorType} refuses it so`,
    atSandbox({}, async (at) => {
      const { bind } = await opened(at, factorType)
      const reply = await bind(nothing)
      assert.equal([reply.statusCode, reply.apiCode], [statusCode, apiCode])
      assert.equal(at.sandbox.factors(), [])
    }),
  )
}

proofs(
  'is a passCode for SMS and EMAIL: the code that was sent',
  atSandbox({}, async (at) => {
    for (const factorType of ['SMS', 'EMAIL'] as const) {
      const { bind } = await opened(at, factorType)
      assert.is((await bind({ passCode: sentCode(at) })).statusCode, 200)
    }
  }),
)

proofs(
  'is a passCode for OTP: what the app shows',
  atSandbox({}, async (at) => {
    const { bind, otpData } = await opened(at, 'OTP')
    const passCode = appCode(otpData?.qrCodeUri ?? '', at.clock.now())
    assert.is((await bind({ passCode })).statusCode, 200)
  }),
)

proofs(
  'is for FACE the key of an uploaded photo, and false where it is no external link',
  atSandbox({}, async (at) => {
    const photo = await uploadAsHostedPage(at)
    const { bind } = await opened(at, 'FACE')
    assert.is((await bind({ photo, isExternalPhoto: false })).statusCode, 200)
  }),
)

proofs(
  'may lack isExternalPhoto, which clients drop when it is false',
  atSandbox({}, async (at) => {
    const photo = await uploadAsHostedPage(at)
    const { bind } = await opened(at, 'FACE')
    assert.is((await bind({ photo })).statusCode, 200)
  }),
)

proofs(
  'of a page that knows passCode alone cannot bind a FACE',
  atSandbox({}, async (at) => {
    const { bind } = await opened(at, 'FACE')
    const reply = await bind({ passCode: '123456' })
    assert.equal([reply.statusCode, reply.apiCode], [400, 1700])
    assert.equal(at.sandbox.factors(), [])
  }),
)

proofs(
  'may hold fields of other factors, which are ignored',
  atSandbox({}, async (at) => {
    const { bind } = await opened(at, 'SMS')
    assert.is((await bind({ ...everyField, passCode: sentCode(at) })).statusCode, 200)
  }),
)

proofs(
  'keeps its code a text: as a number it is refused, and leading zeros are not lost',
  atSandbox({ random: (size) => new Uint8Array(size) }, async (at) => {
    const { bind } = await opened(at, 'EMAIL')
    assert.is(sentCode(at), '000000')
    assert.is((await bind({ passCode: JSON.parse('0') })).statusCode, 400)
    assert.is((await bind({ passCode: '000000' })).statusCode, 200)
  }),
)

proofs(
  'may be a link elsewhere where the pool allows that, and only there',
  atSandbox({ externalPhotos: true }, async (at) => {
    const { bind } = await opened(at, 'FACE')
    const link = { photo: 'https://photos.example/ann.jpg', isExternalPhoto: true }
    assert.is((await bind(link)).statusCode, 200)
  }),
)

const proofOf = async (
  at: AtSandbox,
  factorType: Name,
  uri: string,
): Promise<EnrollFactor['enrollmentData']> => {
  if (factorType === 'FACE') return redact({ photo: await uploadAsHostedPage(at), isExternalPhoto: false })
  return redact({ passCode: factorType === 'OTP' ? appCode(uri, at.clock.now()) : sentCode(at) })
}

for (const [name, serviceAt] of Object.entries(ours)) {
  for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
    proofs(
      `of ${factorType} is sent by ${name}, and binds`,
      atSandbox({}, async (at) => {
        const service = serviceAt(at)
        const { enrollmentToken, otpData } = valueOf(await request(service, chosen[factorType]))
        const uri = otpData ? reveal(otpData.qrCodeUri) : ''
        const enrollmentData = await proofOf(at, factorType, uri)
        valueOf(await enroll(service, { factorType, enrollmentToken, enrollmentData }))
        assert.equal(
          at.sandbox.factors().map((factor) => factor.factorType),
          [factorType],
        )
      }),
    )
  }

  proofs(
    `of a FACE that has only a passCode is photoRejected for ${name}`,
    atSandbox({}, async (at) => {
      const service = serviceAt(at)
      const { enrollmentToken } = valueOf(await request(service, chosen.FACE))
      const enrollmentData = redact({ passCode: '123456' })
      const answer = await enroll(service, { factorType: 'FACE', enrollmentToken, enrollmentData })
      assert.is(errorOf(answer)._tag, 'photoRejected')
    }),
  )
}

proofs.run()
