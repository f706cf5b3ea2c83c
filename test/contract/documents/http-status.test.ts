// No page speaks of HTTP's own status. It is 200, and the body's statusCode tells the outcome; a rate limiter
// and what stands before the service are the exceptions.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { chosen, errorOf, request } from '../../genauth/given.ts'
import { replyOf } from '../../sandbox/over-http.ts'
import { atSandbox, ours, requested, type AtSandbox } from './at-sandbox.ts'

const statuses = suite("HTTP's status")

const post = ({ url, sandbox }: AtSandbox, path: string, body: unknown, authorization: string) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-authing-app-id': sandbox.appId, authorization },
    body: JSON.stringify(body),
  })

const step1 = '/api/v3/send-enroll-factor-request'
const step2 = '/api/v3/enroll-factor'

statuses(
  'is 200 for success and for every business failure',
  atSandbox({}, async (at) => {
    const { accessToken } = at.sandbox
    const sms = { factorType: 'SMS', profile: { phoneNumber: '18800000000' } }
    const dead = { factorType: 'OTP', enrollmentToken: 'none', enrollmentData: { passCode: '123456' } }
    for (const [path, body, token, statusCode] of [
      [step1, sms, accessToken, 200],
      [step1, sms, accessToken, 429],
      [step1, sms, 'nobody', 401],
      [step1, {}, accessToken, 400],
      [step2, dead, accessToken, 400],
    ] as const) {
      const reply = await replyOf(await post(at, path, body, token))
      assert.equal([reply.status, reply.statusCode], [200, statusCode])
    }
  }),
)

statuses(
  'is 429 where the rate limiter answers, and then the SDK throws',
  atSandbox({}, async ({ vendor, sandbox }) => {
    sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', times: 1 })
    const thrown: unknown = await vendor
      .sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
      .then(
        () => 'it did not throw',
        (error: unknown) => error,
      )
    assert.instance(thrown, Error)
    assert.match(String(thrown), /429/)
  }),
)

for (const [name, serviceAt] of Object.entries(ours)) {
  statuses(
    `429 and the statusCode 429 of the minute are one thing to ${name}`,
    atSandbox({}, async (at) => {
      const service = serviceAt(at)
      at.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', times: 1 })
      assert.is(errorOf(await request(service, chosen.SMS))._tag, 'throttled')
      await request(service, chosen.SMS)
      assert.is(errorOf(await request(service, chosen.SMS))._tag, 'throttled')
    }),
  )

  statuses(
    `that is no success is no defect to ${name}: a proxy's page is a serverFault`,
    atSandbox({}, async (at) => {
      at.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'html', times: 1 })
      assert.is(errorOf(await request(serviceAt(at), chosen.OTP))._tag, 'serverFault')
    }),
  )
}

statuses.run()
