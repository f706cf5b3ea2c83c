// Python pages say enroll_factor and Node pages enrollFactor, and the packages bear two brands. On the wire
// all of them are one request.
import { AuthenticationClient } from 'authing-node-sdk'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bind, bound, chosen, enroll, request, requested, secrets, valueOf } from '../../genauth/given.ts'
import { json, withServer, type Received } from '../../genauth/loopback.ts'
import { decoded, lastCode, replyOf } from '../../sandbox/over-http.ts'
import { atSandbox, enrolled, oursAt, requested as types, type AtSandbox } from './at-sandbox.ts'

const wire = suite('the names on the wire')

const step1 = '/api/v3/send-enroll-factor-request'
const step2 = '/api/v3/enroll-factor'

const phone = { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' }
const proof = { enrollmentToken: secrets.enrollmentToken, enrollmentData: { passCode: secrets.passCode } }

/** What two calls of a client put on the wire: method, path and body. */
const sentBy = async (call: (host: string) => Promise<unknown>): Promise<readonly unknown[]> => {
  const sent: unknown[] = []
  const note = ({ method, url, body }: Received) => sent.push([method, url, JSON.parse(body)])
  await withServer(
    (response, received) => {
      note(received)
      json(response, received.url === step1 ? requested : bound)
    },
    async ({ url }) => void (await call(url)),
  )
  return sent
}

const vendorAt = (appHost: string) =>
  new AuthenticationClient({ appId: 'app-1', appSecret: 'unused', appHost, accessToken: secrets.accessToken })

const expected = [
  ['POST', step1, { factorType: 'SMS', profile: phone }],
  ['POST', step2, { factorType: 'SMS', ...proof }],
]

wire("the vendor's methods, camelCase fields", async () => {
  const sent = await sentBy(async (host) => {
    const vendor = vendorAt(host)
    await vendor.sendEnrollFactorRequest({ factorType: types.SMS, profile: phone })
    await vendor.enrollFactor({ factorType: enrolled.SMS, ...proof })
  })
  assert.equal(sent, expected)
})

for (const [name, serviceAt] of Object.entries(oursAt)) {
  wire(`${name} sends the same two requests`, async () => {
    const sent = await sentBy(async (host) => {
      valueOf(await request(serviceAt(host), chosen.SMS))
      valueOf(await enroll(serviceAt(host), bind('SMS')))
    })
    assert.equal(sent, expected)
  })
}

const Started = t.type({ enrollmentToken: t.string })

/** The two requests as a client of another language writes them. */
const replay = async (
  { url, sandbox }: AtSandbox,
  headers: Readonly<Record<string, string>>,
  absent: Readonly<Record<string, unknown>>,
) => {
  const post = async (path: string, body: unknown) =>
    replyOf(
      await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    )
  const asked = await post(step1, {
    factorType: 'SMS',
    profile: { phoneNumber: '18800000000', ...absent },
  })
  assert.is(asked.statusCode, 200, asked.message)
  return post(step2, {
    factorType: 'SMS',
    enrollmentToken: decoded(Started, asked.data).enrollmentToken,
    enrollmentData: { passCode: lastCode(sandbox), ...('email' in absent && { photo: null }) },
  })
}

// `@genauth/nodejs`, which some pages import, is in no registry. All that is known to set it apart from
// `authing-node-sdk` is the prefix of its headers, so its headers stand in for it here.
for (const brand of ['x-authing', 'x-genauth'] as const) {
  for (const scheme of ['', 'Bearer '] as const) {
    for (const [none, absent] of [
      ['left out', {}],
      ['null', { phoneCountryCode: null, email: null }],
    ] as const) {
      wire(
        `replayed with ${brand} headers, ${scheme === '' ? 'the raw token' : 'a Bearer token'}, None ${none}: it binds`,
        atSandbox({}, async (at) => {
          const { appId, accessToken, factors } = at.sandbox
          const reply = await replay(
            at,
            { [`${brand}-app-id`]: appId, authorization: `${scheme}${accessToken}` },
            absent,
          )
          assert.is(reply.statusCode, 200, reply.message)
          assert.equal(
            factors().map(({ factorType, profile }) => [factorType, profile]),
            [['SMS', { phoneNumber: '18800000000', phoneCountryCode: '+86' }]],
          )
        }),
      )
    }
  }
}

wire(
  'fields in snake_case, as the Python method names suggest, are not understood',
  atSandbox({}, async ({ url, sandbox }) => {
    const headers = {
      'content-type': 'application/json',
      authorization: sandbox.accessToken,
      'x-authing-app-id': sandbox.appId,
    }
    for (const [path, body] of [
      [step1, { factor_type: 'SMS', profile: { phone_number: '18800000000' } }],
      [step1, { factorType: 'SMS', profile: { phone_number: '18800000000' } }],
      [step2, { factorType: 'SMS', enrollment_token: 'token-1', enrollmentData: { passCode: '123456' } }],
    ] as const) {
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      assert.is((await replyOf(answer)).statusCode, 400, JSON.stringify(body))
    }
    assert.equal(sandbox.outbox, [])
  }),
)

wire(
  'nor is a path with the Python name',
  atSandbox({}, async ({ url, sandbox }) => {
    const answer = await fetch(`${url}/api/v3/enroll_factor`, {
      method: 'POST',
      headers: { authorization: sandbox.accessToken, 'x-authing-app-id': sandbox.appId },
    })
    assert.is((await replyOf(answer)).statusCode, 404)
  }),
)

wire.run()
