// The samples construct the client first and set the person's access token later.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fromAuthenticationClient } from '../../../src/genauth/index.ts'
import { chosen, errorOf, request, valueOf } from '../../genauth/given.ts'
import { json, withServer } from '../../genauth/loopback.ts'
import { atSandbox, enrolled, requested, sentCode } from './at-sandbox.ts'
import { AuthenticationClient } from 'authing-node-sdk'

const tokens = suite('the access token')

tokens(
  'that is not set yet: nobody is logged in, in every call',
  atSandbox({}, async ({ newVendor, sandbox }) => {
    const vendor = newVendor()
    const proof = { enrollmentToken: 'token-1', enrollmentData: { passCode: '123456' } }
    for (const { statusCode, apiCode } of [
      await vendor.sendEnrollFactorRequest({
        factorType: requested.SMS,
        profile: { phoneNumber: '18800000000' },
      }),
      await vendor.enrollFactor({ factorType: enrolled.SMS, ...proof }),
      await vendor.listEnrolledFactors(),
    ])
      assert.equal([statusCode, apiCode], [401, 2020])
    assert.equal(sandbox.outbox, [])
  }),
)

tokens(
  'is set after the login, and the same client enrolls',
  atSandbox({}, async (at) => {
    const vendor = at.newVendor()
    vendor.setAccessToken(at.sandbox.accessToken)
    const asked = await vendor.sendEnrollFactorRequest({
      factorType: requested.SMS,
      profile: { phoneNumber: '18800000000' },
    })
    const reply = await vendor.enrollFactor({
      factorType: enrolled.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sentCode(at) },
    })
    assert.is(reply.statusCode, 200)
  }),
)

tokens(
  'set anew is another person, to whom the token of an enrollment does not belong',
  atSandbox({}, async (at) => {
    const { vendor, sandbox } = at
    const asked = await vendor.sendEnrollFactorRequest({
      factorType: requested.SMS,
      profile: { phoneNumber: '18800000000' },
    })
    vendor.setAccessToken(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
    const reply = await vendor.enrollFactor({
      factorType: enrolled.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sentCode(at) },
    })
    assert.is(reply.statusCode, 400)
    assert.equal(sandbox.factors(), [])
  }),
)

tokens('is sent raw, as it was set', () =>
  withServer(
    (response) => json(response, { statusCode: 200, message: '', data: [] }),
    async ({ url: appHost, received }) => {
      const vendor = new AuthenticationClient({ appId: 'app-1', appSecret: 'unused', appHost })
      vendor.setAccessToken('access-token-of-ann')
      await vendor.listEnrolledFactors()
      assert.is(received[0]?.headers.authorization, 'access-token-of-ann')
    },
  ),
)

tokens(
  'may be set on a client that was plugged into ours before',
  atSandbox({}, async ({ newVendor, sandbox }) => {
    const vendor = newVendor()
    const service = fromAuthenticationClient(vendor)
    assert.is(errorOf(await request(service, chosen.SMS))._tag, 'unauthorized')
    vendor.setAccessToken(sandbox.accessToken)
    valueOf(await request(service, chosen.SMS))
  }),
)

tokens.run()
