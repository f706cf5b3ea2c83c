import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { FactorDirectory } from '../../machines/index.ts'
import type { GenAuthOptions } from '../../src/genauth/index.ts'
import { directoryAt, errorOf, valueOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

const directory = suite('the directory of factors')

const ok = (data?: unknown) => ({ statusCode: 200, message: '', requestId: 'req-1', data })
const factor = {
  factorId: 'user-1|phone',
  factorType: 'SMS',
  profile: { phoneNumber: '138', phoneCountryCode: '+86' },
}

/** Every call of the directory, with the answer that makes it succeed. */
const calls: ReadonlyArray<readonly [string, (one: FactorDirectory) => Promise<unknown>, unknown]> = [
  ['listEnrolledFactors', async (one) => valueOf(await one.listEnrolledFactors()()), [factor]],
  ['listFactorsToEnroll', async (one) => valueOf(await one.listFactorsToEnroll()()), []],
  ['getFactor', async (one) => valueOf(await one.getFactor(factor.factorId)()), factor],
  ['resetFactor', async (one) => valueOf(await one.resetFactor(factor.factorId)()), undefined],
]

type Ask<A> = (one: FactorDirectory) => Promise<A>

/** What the directory makes of one reply. */
const replied = async <A>(body: unknown, ask: Ask<A>, status = 200): Promise<A> => {
  const answers: A[] = []
  await withServer(
    (response) => (typeof body === 'string' ? text(response, body, status) : json(response, body, status)),
    async ({ url }) => {
      answers.push(await ask(directoryAt(url)))
    },
  )
  const [answer] = answers
  if (answer === undefined) throw new Error('there was no answer')
  return answer
}

directory(
  'asks at the addresses of the vendor, ids percent-encoded, and sends a body with a reset alone',
  () =>
    withServer(
      (response, { url }) => json(response, ok(url.includes('get-factor') ? factor : null)),
      async ({ url, received }) => {
        const one = directoryAt(url)
        valueOf(await one.listEnrolledFactors()())
        valueOf(await one.listFactorsToEnroll()())
        valueOf(await one.getFactor('user-1|phone')())
        valueOf(await one.resetFactor('user-1|phone')())
        assert.equal(
          received.map((request) => `${request.method} ${request.url} ${request.body}`),
          [
            'GET /api/v3/list-enrolled-factors ',
            'GET /api/v3/list-factors-to-enroll ',
            'GET /api/v3/get-factor?factorId=user-1%7Cphone ',
            'POST /api/v3/reset-factor {"factorId":"user-1|phone"}',
          ],
        )
        for (const { headers } of received) {
          assert.is(headers.authorization, 'Bearer access-token-of-ann')
          assert.is(headers['x-genauth-app-id'], 'app-1')
        }
      },
    ),
)

for (const factorId of ['a b+c&d=e%7C#?/é', '../reset-factor', '😀', 'x'.repeat(512)]) {
  directory(`carries any id whole, in the query and in the body: ${factorId.slice(0, 20)}`, () =>
    withServer(
      (response) => json(response, ok({ ...factor, factorId })),
      async ({ url, received }) => {
        const one = directoryAt(url)
        assert.is(valueOf(await one.getFactor(factorId)()).factorId, factorId)
        valueOf(await one.resetFactor(factorId)())
        const asked = new URL(received[0]?.url ?? '', url)
        assert.is(asked.pathname, '/api/v3/get-factor')
        assert.equal([...asked.searchParams], [['factorId', factorId]])
        assert.equal(JSON.parse(received[1]?.body ?? ''), { factorId })
      },
    ),
  )
}

for (const factorId of [
  '',
  'x'.repeat(513),
  'a\u0000',
  '\u001b[2J',
  'a\nb',
  'a\u0085',
  '\ud800',
  'a\udc00b',
  'a\u202eb',
  'a\u200bb',
  '\ufeffa',
  'a\u2028b',
  'a\u2029b',
]) {
  directory(`sends nothing for what cannot be an id: ${JSON.stringify(factorId).slice(0, 20)}`, () =>
    withServer(
      (response) => json(response, ok(factor)),
      async ({ url, received }) => {
        const one = directoryAt(url)
        const impossible = { _tag: 'invalidInput', field: 'factorId' }
        assert.equal(errorOf(await one.getFactor(factorId)()), impossible)
        assert.equal(errorOf(await one.resetFactor(factorId)()), impossible)
        assert.is(received.length, 0)
      },
    ),
  )
}

for (const brand of ['genauth', 'authing'] as const) {
  directory(`sends the headers of the brand ${brand}`, () =>
    withServer(
      (response) => json(response, ok()),
      async ({ url, received }) => {
        valueOf(await directoryAt(url, { brand, lang: 'zh-TW' }).listFactorsToEnroll()())
        assert.is(received[0]?.headers[`x-${brand}-app-id`], 'app-1')
        assert.is(received[0]?.headers[`x-${brand}-lang`], 'zh-TW')
      },
    ),
  )
}

for (const [name, body, status] of [
  ['a statusCode of 404', { statusCode: 404, message: 'no' }, 200],
  ['HTTP 404', { statusCode: 404, message: 'no' }, 404],
] as const) {
  directory(`finds no factor after ${name}`, async () => {
    const missing = { _tag: 'notFound', statusCode: 404 }
    assert.equal(errorOf(await replied(body, (one) => one.getFactor('f-1')(), status)), missing)
    assert.equal(errorOf(await replied(body, (one) => one.resetFactor('f-1')(), status)), missing)
  })
}

for (const data of [undefined, null, {}, factor]) {
  directory(
    `has taken a factor off where the envelope says so, whatever the data: ${JSON.stringify(data)}`,
    async () => {
      assert.is(valueOf(await replied(ok(data), (one) => one.resetFactor('f-1')())), undefined)
    },
  )
}

for (const [name, tag, status, body] of [
  ['HTTP 500', 'serverFault', 500, ''],
  ['HTTP 408', 'timedOut', 408, ''],
  ['an empty body', 'invalidResponse', 200, ''],
  ['a page of HTML', 'invalidResponse', 200, '<html>ok</html>'],
  ['HTTP 202', 'invalidResponse', 202, '{"statusCode":200}'],
] as const) {
  directory(`does not say that a factor is gone after ${name}, and asks once`, () =>
    withServer(
      (response) => text(response, body, status),
      async ({ url, received }) => {
        assert.is(errorOf(await directoryAt(url).resetFactor('f-1')())._tag, tag)
        assert.is(received.length, 1)
      },
    ),
  )
}

directory('says of a reset whose reply is late or lost just that', async () => {
  await withServer(
    () => undefined,
    async ({ url, received }) => {
      assert.equal(errorOf(await directoryAt(url, { timeoutMs: 60 }).resetFactor('f-1')()), {
        _tag: 'timedOut',
      })
      assert.is(received.length, 1)
    },
  )
  await withServer(
    (response) => response.destroy(),
    async ({ url, received }) => {
      const error = errorOf(await directoryAt(url).resetFactor('f-1')())
      assert.equal(error, { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(received.length, 1)
    },
  )
})

for (const [name, ask, data] of calls) {
  directory(`asks for a fresh access token once, and ${name} is sent once more`, () =>
    withServer(
      (response, { headers }) => {
        if (headers.authorization === 'Bearer fresh') json(response, ok(data))
        else json(response, { statusCode: 401, message: '' })
      },
      async ({ url, received }) => {
        const getAccessToken: GenAuthOptions['getAccessToken'] = async ({ refresh }) =>
          refresh ? 'fresh' : 'stale'
        await ask(directoryAt(url, { getAccessToken }))
        assert.is(received.length, 2)
        assert.equal([received[0]?.url, received[0]?.body], [received[1]?.url, received[1]?.body])
      },
    ),
  )

  directory(`does not follow a redirect of ${name}, and the foreign host gets nothing`, () =>
    withServer(
      (response) => json(response, ok(data)),
      (foreign) =>
        withServer(
          (response) => text(response, '', 307, { location: foreign.url }),
          async ({ url, received }) => {
            const answer = await ask(directoryAt(url)).catch((error: unknown) => error)
            assert.match(String(answer), /it failed: invalidResponse/)
            assert.is(received.length, 1)
            assert.equal(foreign.received, [])
          },
        ),
    ),
  )
}

directory('sends nothing for a caller who had left, and leaves at once with one who leaves', () => {
  const controller = new AbortController()
  return withServer(
    () => controller.abort(),
    async ({ url, received }) => {
      const one = directoryAt(url)
      const before = errorOf(await one.resetFactor('f-1', { signal: AbortSignal.abort() })())
      assert.equal(before, { _tag: 'unreachable', mayHaveArrived: false })
      assert.is(received.length, 0)
      const during = errorOf(await one.resetFactor('f-1', { signal: controller.signal })())
      assert.equal(during, { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(received.length, 1)
    },
  )
})

directory('only describes a call until it is run, and may be run again', () =>
  withServer(
    (response) => json(response, ok([])),
    async ({ url, received }) => {
      const task = directoryAt(url).listFactorsToEnroll()
      assert.is(received.length, 0)
      valueOf(await task())
      valueOf(await task())
      assert.is(received.length, 2)
    },
  ),
)

directory.run()
