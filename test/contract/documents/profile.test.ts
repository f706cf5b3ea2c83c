// Step 1 carries a profile. The documents call it required; their sample gives SMS an address as well.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Models } from 'authing-node-sdk'
import { chosen, request, requested as answered, secrets, valueOf } from '../../genauth/given.ts'
import { json, withServer } from '../../genauth/loopback.ts'
import { replyOf } from '../../sandbox/over-http.ts'
import { atSandbox, enrolled, oursAt, requested, sentCode } from './at-sandbox.ts'

const profile = suite('the profile of step 1')

/** Made up in the shape of the sample, whose own number is masked. */
const sample: Models.FactorProfile = {
  phoneNumber: '18800008888',
  phoneCountryCode: '+86',
  email: 'test@example.com',
}

// No document lists its fields. The type of the SDK does: this compiles as long as these three are all of them.
const everyField: Required<Models.FactorProfile> = {
  phoneNumber: '18800008888',
  phoneCountryCode: '+86',
  email: 'test@example.com',
}

profile(
  'of SMS, with phone and e-mail as in the sample code: the phone gets the code, the address is ignored',
  atSandbox({}, async (at) => {
    const { vendor, sandbox } = at
    const asked = await vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: sample })
    assert.is(asked.statusCode, 200)
    assert.equal(
      sandbox.outbox.map(({ channel, to }) => [channel, to]),
      [['SMS', '+8618800008888']],
    )
    await vendor.enrollFactor({
      factorType: enrolled.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sentCode(at) },
    })
    const { data } = await vendor.listEnrolledFactors()
    assert.equal(
      data.map((factor) => factor.profile),
      [{ phoneNumber: '18800008888', phoneCountryCode: '+86' }],
    )
  }),
)

profile(
  'of SMS, with the phone alone as in the sample of the table: the same',
  atSandbox({}, async ({ vendor, sandbox }) => {
    const { phoneNumber, phoneCountryCode } = everyField
    const table = { phoneNumber, phoneCountryCode }
    const asked = await vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: table })
    assert.is(asked.statusCode, 200)
    assert.is(sandbox.outbox[0]?.to, '+8618800008888')
  }),
)

profile(
  'of SMS without a country code: it is +86',
  atSandbox({}, async ({ vendor, sandbox }) => {
    const given = { phoneNumber: '18800008888' }
    await vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: given })
    assert.is(sandbox.outbox[0]?.to, '+8618800008888')
  }),
)

profile(
  'of EMAIL, with a phone beside the address: the address gets the code, the phone is ignored',
  atSandbox({}, async ({ vendor, sandbox }) => {
    await vendor.sendEnrollFactorRequest({ factorType: requested.EMAIL, profile: everyField })
    assert.equal(
      sandbox.outbox.map(({ channel, to }) => [channel, to]),
      [['EMAIL', 'test@example.com']],
    )
  }),
)

profile(
  'that lacks what the factor needs, or has the masked number of the sample: nothing is sent',
  atSandbox({}, async ({ vendor, sandbox }) => {
    for (const [factorType, lacking] of [
      [requested.SMS, { email: 'test@example.com' }],
      [requested.SMS, { ...sample, phoneNumber: '188xxxx8888' }],
      [requested.EMAIL, { phoneNumber: '18800008888' }],
    ] as const) {
      const { statusCode } = await vendor.sendEnrollFactorRequest({ factorType, profile: lacking })
      assert.is(statusCode, 400)
    }
    assert.equal(sandbox.outbox, [])
  }),
)

for (const factorType of ['OTP', 'FACE'] as const) {
  for (const [how, body] of [
    ['left out, as mobile SDKs do', { factorType }],
    ['empty', { factorType, profile: {} }],
    ['an empty array, as PHP writes it', { factorType, profile: [] }],
    ['null', { factorType, profile: null }],
  ] as const) {
    profile(
      `of ${factorType} ${how}: the server minds none of it, required or not`,
      atSandbox({}, async ({ url, sandbox }) => {
        const answer = await fetch(`${url}/api/v3/send-enroll-factor-request`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${sandbox.accessToken}`,
            'x-authing-app-id': sandbox.appId,
          },
          body: JSON.stringify(body),
        })
        assert.is((await replyOf(answer)).statusCode, 200)
      }),
    )
  }
}

for (const factorType of ['SMS', 'EMAIL'] as const) {
  profile(
    `of ${factorType} left out: there it is required indeed`,
    atSandbox({}, async ({ vendor, sandbox }) => {
      const { statusCode } = await vendor.sendEnrollFactorRequest({
        factorType: requested[factorType],
        profile: {},
      })
      assert.is(statusCode, 400)
      assert.equal(sandbox.outbox, [])
    }),
  )
}

for (const [name, serviceAt] of Object.entries(oursAt)) {
  for (const [factorType, sent] of [
    ['OTP', {}],
    ['FACE', {}],
    ['SMS', { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' }],
    ['EMAIL', { email: secrets.email }],
  ] as const) {
    profile(`of ${factorType} is always sent by ${name}, with what the factor needs and nothing else`, () =>
      withServer(
        (response) => json(response, answered),
        async ({ url, received }) => {
          valueOf(await request(serviceAt(url), chosen[factorType]))
          assert.equal(JSON.parse(received[0]?.body ?? ''), { factorType, profile: sent })
        },
      ),
    )
  }
}

profile.run()
