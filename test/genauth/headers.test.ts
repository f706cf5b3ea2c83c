import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import {
  bind,
  bound,
  chosen,
  enroll,
  errorOf,
  list,
  request,
  requested,
  secrets,
  serviceAt,
  valueOf,
} from './given.ts'
import { json, withServer } from './loopback.ts'

const wire = suite('what goes over the wire')

wire('a request is a POST of factorType and profile', () =>
  withServer(
    (response) => json(response, requested),
    async ({ url, received }) => {
      valueOf(await request(serviceAt(url), chosen.SMS))
      assert.is(received.length, 1)
      assert.is(received[0]?.method, 'POST')
      assert.is(received[0]?.url, '/api/v3/send-enroll-factor-request')
      assert.match(received[0]?.headers['content-type'] ?? '', /^application\/json/)
      assert.equal(JSON.parse(received[0]?.body ?? ''), {
        factorType: 'SMS',
        profile: { phoneNumber: '13800000000', phoneCountryCode: '+86' },
      })
    },
  ),
)

wire('OTP and FACE carry an empty profile, EMAIL the address, SMS no country code unless there is one', () =>
  withServer(
    (response) => json(response, requested),
    async ({ url, received }) => {
      const service = serviceAt(url)
      await request(service, chosen.OTP)
      await request(service, chosen.FACE)
      await request(service, chosen.EMAIL)
      await request(service, { factorType: 'SMS', profile: redact({ phoneNumber: '5551234' }) })
      assert.equal(
        received.map(({ body }) => JSON.parse(body)),
        [
          { factorType: 'OTP', profile: {} },
          { factorType: 'FACE', profile: {} },
          { factorType: 'EMAIL', profile: { email: 'ann@example.com' } },
          { factorType: 'SMS', profile: { phoneNumber: '5551234' } },
        ],
      )
    },
  ),
)

wire('a bind is a POST with the code as a text, leading zeros and all', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      assert.equal(valueOf(await enroll(serviceAt(url))), { bound: true })
      assert.is(received[0]?.url, '/api/v3/enroll-factor')
      assert.equal(JSON.parse(received[0]?.body ?? ''), {
        factorType: 'OTP',
        enrollmentToken: 'enrollment-token-1',
        enrollmentData: { passCode: '004217' },
      })
    },
  ),
)

wire('a face is bound by the key of its photo, and isExternalPhoto is always said', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      await enroll(serviceAt(url), bind('FACE'))
      assert.equal(JSON.parse(received[0]?.body ?? '').enrollmentData, {
        photo: 'photos/ann.jpeg',
        isExternalPhoto: false,
      })
    },
  ),
)

wire('a list is a GET without a body', () =>
  withServer(
    (response) => json(response, { statusCode: 200, message: '', data: [] }),
    async ({ url, received }) => {
      assert.equal(valueOf(await list(serviceAt(url))), [])
      assert.is(received[0]?.method, 'GET')
      assert.is(received[0]?.url, '/api/v3/list-enrolled-factors')
      assert.is(received[0]?.body, '')
      assert.is(received[0]?.headers['content-type'], undefined)
    },
  ),
)

for (const [brand, other] of [
  ['genauth', 'authing'],
  ['authing', 'genauth'],
] as const) {
  wire(`the brand ${brand} sends its own headers and none of ${other}`, () =>
    withServer(
      (response) => json(response, bound),
      async ({ url, received }) => {
        await enroll(serviceAt(url, { brand, lang: 'ja-JP' }))
        const headers = received[0]?.headers ?? {}
        assert.is(headers[`x-${brand}-app-id`], 'app-1')
        assert.is(headers[`x-${brand}-lang`], 'ja-JP')
        assert.equal(
          Object.keys(headers).filter((name) => name.startsWith(`x-${other}`)),
          [],
        )
      },
    ),
  )
}

wire('genauth is the brand unless told otherwise, and no language is sent unless told', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      await enroll(serviceAt(url))
      assert.is(received[0]?.headers['x-genauth-app-id'], 'app-1')
      assert.is(received[0]?.headers['x-genauth-lang'], undefined)
    },
  ),
)

wire('no cookie, referrer or cached answer takes part', () =>
  withServer(
    (response) => json(response, bound, 200, { 'set-cookie': 'session=1', 'cache-control': 'max-age=60' }),
    async ({ url, received }) => {
      const service = serviceAt(url)
      await list(service)
      await list(service)
      assert.is(received.length, 2)
      assert.is(received[1]?.headers.cookie, undefined)
      assert.is(received[1]?.headers.referer, undefined)
    },
  ),
)

wire('the options fetch is given hold cookies, caches, referrers and redirects off', async () => {
  const seen: Request[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    const one = new Request(input, init)
    seen.push(one)
    return Promise.resolve(Response.json(bound))
  }
  valueOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
  assert.is(seen.length, 1)
  assert.is(seen[0]?.credentials, 'omit')
  assert.is(seen[0]?.cache, 'no-store')
  assert.is(seen[0]?.redirect, 'manual')
  assert.is(seen[0]?.referrerPolicy, 'no-referrer')
})

wire('no URL carries a token, a code or contact data', () =>
  withServer(
    (response, { url }) =>
      json(response, url.includes('send-') ? requested : { statusCode: 200, message: '', data: [] }),
    async ({ url, received }) => {
      const service = serviceAt(url)
      for (const choice of Object.values(chosen)) await request(service, choice)
      for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const)
        await enroll(service, bind(factorType))
      await list(service)
      assert.is(received.length, 9)
      const urls = received.map((one) => one.url)
      assert.equal(
        urls.filter((one) => one.includes('?')),
        [],
      )
      for (const secret of Object.values(secrets)) {
        assert.equal(
          urls.filter((one) => decodeURIComponent(one).includes(secret)),
          [],
        )
      }
    },
  ),
)

wire('no failure tells a token, a code, contact data or what the server wrote', () =>
  withServer(
    (response, { body, headers }) =>
      json(response, {
        statusCode: 499,
        message: `no: ${body} ${headers.authorization ?? ''}`,
        apiCode: 6001,
        requestId: `x ${body}`,
      }),
    async ({ url }) => {
      const service = serviceAt(url)
      const told = JSON.stringify([
        errorOf(await request(service, chosen.SMS)),
        errorOf(await enroll(service)),
        errorOf(await list(service)),
      ])
      for (const secret of Object.values(secrets)) assert.not.ok(told.includes(secret))
      assert.not.match(told, /no:/)
    },
  ),
)

wire.run()
