// Two of the documents file these calls under ManagementClient, three under AuthenticationClient. The class
// of the person who enrolls has them; the class of the administrator never had.
import { AuthenticationClient, ManagementClient } from 'authing-node-sdk'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { json, withServer } from '../../genauth/loopback.ts'
import { decoded } from '../../sandbox/over-http.ts'
import { atSandbox, enrolled, requested } from './at-sandbox.ts'

const owner = suite('the class the calls belong to')

const documented = ['sendEnrollFactorRequest', 'enrollFactor'] as const
const beside = [
  'resetFactor',
  'listEnrolledFactors',
  'getFactor',
  'listFactorsToEnroll',
  'mfaOtpVerify',
] as const

const methodsOf = (owning: { readonly prototype: object }): readonly string[] =>
  Object.getOwnPropertyNames(owning.prototype)

const administrator = (host: string, tenantId = '') =>
  new ManagementClient({ accessKeyId: 'key-1', accessKeySecret: 'unused', host, tenantId })

const Refused = t.type({ statusCode: t.number })
const phone = { phoneNumber: '18800000000' }

owner('AuthenticationClient has both, and the five beside them', () => {
  const methods = methodsOf(AuthenticationClient)
  for (const method of [...documented, ...beside, 'setAccessToken'])
    assert.ok(methods.includes(method), method)
})

owner('ManagementClient has none of them, in camel or snake case, whatever its documents say', () => {
  const methods = methodsOf(ManagementClient)
  assert.ok(methods.length > 100, 'its methods are to be seen')
  assert.equal(
    methods.filter((method) => /enroll_?factor|factors?_?to_?enroll|enrolled_?factor/i.test(method)),
    [],
  )
  for (const method of [...documented, ...beside, 'enroll_factor', 'setAccessToken'])
    assert.not.ok(methods.includes(method), method)
})

owner('ManagementClient signs with a key, and names no application', () =>
  withServer(
    (response) => json(response, { statusCode: 200, message: '' }),
    async ({ url, received }) => {
      await administrator(url).makeRequest({ method: 'POST', url: '/api/v3/enroll-factor', data: {} })
      const { authorization, 'x-authing-app-id': appId } = received[0]?.headers ?? {}
      assert.match(String(authorization), /^authing key-1:/)
      assert.is(appId, undefined)
    },
  ),
)

owner(
  'a key that signs is nobody who could enroll, even where it names the application: nothing is bound',
  atSandbox({}, async ({ url, sandbox, vendor }) => {
    const { data } = await vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: phone })
    // The key of this option is the only one its client sends an application id for.
    const reply = await administrator(url, sandbox.appId).makeRequest({
      method: 'POST',
      url: '/api/v3/enroll-factor',
      data: {
        factorType: enrolled.SMS,
        enrollmentToken: data.enrollmentToken,
        enrollmentData: { passCode: sandbox.outbox[0]?.code },
      },
    })
    assert.is(decoded(Refused, reply).statusCode, 401)
    assert.equal(sandbox.factors(), [])
  }),
)

owner.run()
