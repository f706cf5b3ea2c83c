import { AuthenticationClient } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { directoryFromAuthenticationClient } from '../../src/genauth/index.ts'
import type { AuthenticationClientOptions } from '../../src/genauth/index.ts'
import { bound, errorOf, secrets, valueOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

const sdk = suite("the vendor's SDK as a directory")

const directoryAt = (appHost: string, more: AuthenticationClientOptions = {}, timeout = 10_000) =>
  directoryFromAuthenticationClient(
    new AuthenticationClient({
      appId: 'app-1',
      appSecret: 'unused',
      appHost,
      accessToken: secrets.accessToken,
      timeout,
    }),
    more,
  )

sdk('plugs in as it is, and percent-encodes ids itself', () =>
  withServer(
    (response, { url }) =>
      json(response, {
        statusCode: 200,
        message: '',
        data: url.includes('get-factor') ? [{ factorId: 'user-1|phone', factorType: 'SMS' }] : null,
      }),
    async ({ url, received }) => {
      const directory = directoryAt(url)
      assert.equal(valueOf(await directory.listEnrolledFactors()()), [])
      assert.equal(valueOf(await directory.listFactorsToEnroll()()), [])
      assert.is(valueOf(await directory.getFactor('user-1|phone')()).factorType, 'SMS')
      valueOf(await directory.resetFactor('user-1|phone')())
      assert.equal(
        received.map((one) => `${one.method} ${one.url} ${one.body}`),
        [
          'GET /api/v3/list-enrolled-factors ',
          'GET /api/v3/list-factors-to-enroll ',
          'GET /api/v3/get-factor?factorId=user-1%7Cphone ',
          'POST /api/v3/reset-factor {"factorId":"user-1|phone"}',
        ],
      )
      assert.is(received[2]?.headers.authorization, secrets.accessToken)
    },
  ),
)

for (const factorId of ['a b+c&d=e%7C#?/é', 'a:b,c$d[e]', '😀']) {
  sdk(`carries any id whole: ${factorId}`, () =>
    withServer(
      (response) => json(response, { statusCode: 200, data: { factorId, factorType: 'OTP' } }),
      async ({ url, received }) => {
        assert.is(valueOf(await directoryAt(url).getFactor(factorId)()).factorId, factorId)
        assert.equal([...new URL(received[0]?.url ?? '', url).searchParams], [['factorId', factorId]])
      },
    ),
  )
}

sdk('is not asked for what cannot be an id', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      for (const factorId of ['', '\ud800', 'a\u0000']) {
        assert.is(errorOf(await directoryAt(url).getFactor(factorId)())._tag, 'invalidInput')
        assert.is(errorOf(await directoryAt(url).resetFactor(factorId)())._tag, 'invalidInput')
      }
      assert.is(received.length, 0)
    },
  ),
)

sdk('reads refusals and late answers as ky does', async () => {
  await withServer(
    (response) => json(response, { statusCode: 404, message: '', requestId: 'req-1' }),
    async ({ url }) => {
      const missing = { _tag: 'notFound', statusCode: 404, requestId: 'req-1' }
      assert.equal(errorOf(await directoryAt(url).getFactor('f-1')()), missing)
      assert.equal(errorOf(await directoryAt(url).resetFactor('f-1')()), missing)
    },
  )
  await withServer(
    () => undefined,
    async ({ url, received }) => {
      const late = { _tag: 'timedOut' }
      assert.equal(errorOf(await directoryAt(url, { timeoutMs: 50 }).resetFactor('f-1')()), late)
      assert.equal(errorOf(await directoryAt(url, {}, 50).resetFactor('f-1')()), late)
      assert.is(received.length, 2)
    },
  )
})

for (const status of [302, 307]) {
  sdk(
    `follows a ${status}, and what cannot connect then may have arrived: the first host had it`,
    async () => {
      let closed = ''
      await withServer(
        (response) => response.end(),
        async ({ url }) => {
          closed = url
        },
      )
      await withServer(
        (response) => text(response, '', status, { location: closed }),
        async ({ url, received }) => {
          const answer = errorOf(await directoryAt(url).resetFactor('f-1')())
          assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
          assert.is(received.length, 1)
        },
      )
    },
  )
}

const huge = 'x'.repeat(10 * 1024 * 1024)
for (const [name, body, error] of [
  [
    'of ten megabytes of message is a reply',
    `{"statusCode":404,"message":"${huge}"}`,
    { _tag: 'notFound', statusCode: 404 },
  ],
  [
    'that is cut off is none',
    '{"statusCode":200,"data":[',
    { _tag: 'invalidResponse', paths: ['body'], statusCode: 200 },
  ],
  [
    'that says success through a prototype does not',
    '{"__proto__":{"statusCode":200}}',
    { _tag: 'invalidResponse', paths: ['statusCode'], statusCode: 200 },
  ],
] as const) {
  sdk(`gives a reply as it comes: one ${name}`, () =>
    withServer(
      (response) => text(response, body, 200, { 'content-type': 'application/json' }),
      async ({ url }) => assert.equal(errorOf(await directoryAt(url).resetFactor('f-1')()), error),
    ),
  )
}

sdk('wants a time limit that is one', () => {
  assert.throws(() => directoryAt('http://127.0.0.1:9', { timeoutMs: Number.NaN }), /timeoutMs must/)
})

sdk.run()
