// The sample programs of the pages, in our own words: a client from the application's id, secret and host, the
// person's access token, and one call. Then the same client under the machine.
import { AuthenticationClient, Models } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, settledView } from '../../../src/index.ts'
import { fromAuthenticationClient } from '../../../src/genauth/index.ts'
import { atSandbox, sentCode, type AtSandbox } from './at-sandbox.ts'

const samples = suite('the sample programs')

const asInTheSamples = ({ url, sandbox }: AtSandbox): AuthenticationClient => {
  const client = new AuthenticationClient({
    appId: sandbox.appId,
    appSecret: 'the secret of the application',
    appHost: url,
  })
  client.setAccessToken(sandbox.accessToken)
  return client
}

samples(
  'ask and bind, as the two pages show',
  atSandbox({}, async (at) => {
    const client = asInTheSamples(at)
    const asked = await client.sendEnrollFactorRequest({
      factorType: Models.SendEnrollFactorRequestDto.factorType.SMS,
      profile: { phoneNumber: '18800008888', phoneCountryCode: '+86', email: 'test@example.com' },
    })
    const bound = await client.enrollFactor({
      factorType: Models.EnrollFactorDto.factorType.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sentCode(at) },
    })
    assert.is(bound.statusCode, 200)
    // The samples print their results this way.
    assert.match(JSON.stringify(bound, null, 2), /^\{\n {2}"statusCode": 200,\n {2}"message": "/)
  }),
)

samples(
  'bind with a token nobody was given, as the sample stands: it is refused, with an answer',
  atSandbox({}, async (at) => {
    const reply = await asInTheSamples(at).enrollFactor({
      factorType: Models.EnrollFactorDto.factorType.SMS,
      enrollmentToken: Buffer.alloc(128, 7).toString('base64'),
      enrollmentData: { passCode: '123456' },
    })
    assert.is(reply.statusCode, 400)
    assert.match(reply.requestId ?? '', /^[0-9a-f-]{36}$/)
  }),
)

samples(
  "drive the machine through the samples' client, from the choice to the bound factor",
  atSandbox({}, async (at) => {
    const enrollment = createEnrollment({ service: fromAuthenticationClient(asInTheSamples(at)) })
    try {
      const profile = { phoneNumber: '18800008888' }
      enrollment.send({ type: 'factor.chosen', factorType: 'SMS', profile })
      assert.is((await settledView(enrollment)).state, 'awaitingCode')
      enrollment.send({ type: 'code.submitted', passCode: sentCode(at) })
      assert.is((await settledView(enrollment)).state, 'done')
    } finally {
      enrollment.stop()
    }
    assert.equal(
      at.sandbox.factors().map(({ factorType }) => factorType),
      ['SMS'],
    )
  }),
)

samples.run()
