import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ServiceError } from '../../machines/index.ts'
import { bound, chosen, enroll, errorOf, list, request, serviceAt, valueOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

const envelope = suite('the envelope of a reply')

const httpDate = 'Sun, 06 Nov 1994 08:49:37 GMT'

const answerTo = async (
  body: string | object,
  status = 200,
  headers: Record<string, string> = {},
  now = 1_000_000,
) => {
  const answers: Array<Awaited<ReturnType<typeof enroll>>> = []
  await withServer(
    (response) => {
      if (typeof body === 'string') text(response, body, status, headers)
      else json(response, body, status, headers)
    },
    async ({ url }) => {
      answers.push(await enroll(serviceAt(url, { now: () => now })))
    },
  )
  const answer = answers[0]
  if (answer === undefined) throw new Error('there was no answer')
  return answer
}

const success: ReadonlyArray<readonly [string, object, number?]> = [
  ['HTTP 200 with statusCode 200', { statusCode: 200, message: 'ok' }],
  ['HTTP 201 with statusCode 200', { statusCode: 200, message: 'ok' }, 201],
  ['statusCode as a text', { statusCode: '200', message: '' }],
  ['code in the place of statusCode, as in v2', { code: 200, message: '' }],
  ['fields nobody knows', { statusCode: 200, message: '', uniqueId: 7, data: { any: 'thing' } }],
  ['no message', { statusCode: 200 }],
]
for (const [name, body, status] of success) {
  envelope(`${name} is success`, async () =>
    assert.equal(valueOf(await answerTo(body, status)), { bound: true }),
  )
}

const invalid: ReadonlyArray<readonly [string, string | object, string, number?]> = [
  ['an empty body', '', 'body'],
  ['a page of HTML', '<html>ok</html>', 'body'],
  ['a cut JSON', '{"statusCode":200', 'body'],
  ['two JSONs', '{"statusCode":200}{"statusCode":200}', 'body'],
  ['an array', [bound], 'body'],
  ['a number', '200', 'body'],
  ['null', 'null', 'body'],
  ['no statusCode', { message: 'ok' }, 'statusCode'],
  ['a statusCode that is no number', { statusCode: 'ok' }, 'statusCode'],
  ['a statusCode of 201', { statusCode: 201 }, 'statusCode'],
  ['a statusCode of 0', { statusCode: 0 }, 'statusCode'],
  ['a client-side statusCode of -1', { statusCode: -1 }, 'statusCode'],
  ['a statusCode that code contradicts', { statusCode: 302, code: 200 }, 'statusCode'],
  ['a statusCode that is a text beside a code', { statusCode: 'error', code: 200 }, 'statusCode'],
  ['a statusCode that is a fraction beside a code', { statusCode: 403.5, code: 200 }, 'statusCode'],
  ['a statusCode of null beside a code', { statusCode: null, code: 200 }, 'statusCode'],
  ['a code that is a fraction', { code: 200.5 }, 'statusCode'],
  ['HTTP 202', { statusCode: 200 }, 'status', 202],
  ['HTTP 206', { statusCode: 200 }, 'status', 206],
]
for (const [name, body, path, status = 200] of invalid) {
  envelope(`${name} is no success, and is told as invalid at ${path}`, async () => {
    const error = errorOf(await answerTo(body, status))
    assert.is(error._tag, 'invalidResponse')
    if (error._tag === 'invalidResponse') assert.equal(error.paths, [path])
  })
}

envelope('HTTP 204, which cannot have a body, is no success', async () => {
  assert.equal(errorOf(await answerTo('', 204)), {
    _tag: 'invalidResponse',
    paths: ['status'],
    statusCode: 204,
  })
})

const told: ReadonlyArray<readonly [string, unknown, number | undefined]> = [
  ['a number', 6001, 6001],
  ['a text', '6001', 6001],
  ['a longer text', 'E6001', undefined],
  ['null', null, undefined],
  ['a fraction', 60.01, undefined],
]
for (const [name, apiCode, heard] of told) {
  envelope(`an apiCode that is ${name} is ${heard === undefined ? 'not heard' : 'heard'}`, async () => {
    const error = errorOf(await answerTo({ statusCode: 499, apiCode }))
    assert.is('apiCode' in error ? error.apiCode : undefined, heard)
    assert.is(error._tag, heard === undefined ? 'invalidInput' : 'wrongCode')
  })
}

for (const requestId of ['0b6c2a51-7a3e-4c0e-9d55-1f2e3d4c5b6a', 'req_1:2.3']) {
  envelope(`the request id ${requestId} is kept`, async () => {
    const error: ServiceError = errorOf(await answerTo({ statusCode: 500, requestId }))
    assert.is(error.requestId, requestId)
  })
}
for (const requestId of ['', '<script>', 'a b', '\u202eevil', 'x'.repeat(129), 7, null]) {
  envelope(
    `a request id that looks like none is dropped: ${JSON.stringify(requestId).slice(0, 20)}`,
    async () => {
      assert.equal(errorOf(await answerTo({ statusCode: 500, requestId })), {
        _tag: 'serverFault',
        statusCode: 500,
      })
    },
  )
}

envelope('a success that cannot be used keeps its request id for support', () =>
  withServer(
    (response) => json(response, { statusCode: 200, requestId: 'req-7', data: {} }),
    async ({ url }) => {
      assert.equal(errorOf(await request(serviceAt(url), chosen.SMS)), {
        _tag: 'invalidResponse',
        paths: ['data.enrollmentToken'],
        statusCode: 200,
        requestId: 'req-7',
      })
    },
  ),
)

const httpDecides: ReadonlyArray<readonly [number, ServiceError['_tag']]> = [
  [400, 'invalidInput'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'notFound'],
  [408, 'timedOut'],
  [413, 'invalidInput'],
  [429, 'throttled'],
  [500, 'serverFault'],
  [502, 'serverFault'],
  [503, 'serverFault'],
  [504, 'serverFault'],
  [599, 'serverFault'],
]
for (const [status, tag] of httpDecides) {
  envelope(`HTTP ${status} with a page of HTML is ${tag}`, async () => {
    const error = errorOf(await answerTo('<html></html>', status))
    assert.is(error._tag, tag)
    assert.is(error.statusCode, status)
  })
  envelope(`HTTP ${status} is no success even if its body says statusCode 200`, async () => {
    assert.is(errorOf(await answerTo(bound, status))._tag, tag)
  })
}

envelope('HTTP 400 with an apiCode is what the apiCode says', async () => {
  const error = errorOf(
    await answerTo({ statusCode: 400, apiCode: 6001, requestId: 'r' }, 400, { date: httpDate }),
  )
  assert.equal(error, {
    _tag: 'wrongCode',
    serverTime: 784_111_777_000,
    statusCode: 400,
    apiCode: 6001,
    requestId: 'r',
  })
})

envelope(
  'HTTP 500 stays a fault of the server whatever the apiCode: the bind may have taken effect',
  async () => {
    assert.equal(errorOf(await answerTo({ statusCode: 499, apiCode: 6001 }, 500)), {
      _tag: 'serverFault',
      statusCode: 500,
      apiCode: 6001,
    })
  },
)

envelope('an HTTP error with ten megabytes of page is still that error', async () => {
  assert.is(errorOf(await answerTo('x'.repeat(10 * 1024 * 1024), 503))._tag, 'serverFault')
})

const patience: ReadonlyArray<readonly [string, string, number | undefined]> = [
  ['seconds', '30', 1_030_000],
  ['no seconds', '0', 1_000_000],
  ['an HTTP date', httpDate, 784_111_777_000],
  ['more than a day, which counts as a day', '99999999', 1_000_000 + 86_400_000],
  ['a negative number', '-5', undefined],
  ['words', 'soon', undefined],
  ['words with a number', '3 apples', undefined],
  ['a date that does not exist', 'Wed, 30 Feb 1994 08:49:37 GMT', undefined],
]
for (const [name, header, retryAt] of patience) {
  envelope(
    `Retry-After of ${name} is ${retryAt === undefined ? 'not understood' : 'told as a time'}`,
    async () => {
      const now = header === httpDate ? 784_111_700_000 : 1_000_000
      const error = errorOf(await answerTo('', 429, { 'retry-after': header }, now))
      assert.equal(
        error,
        retryAt === undefined
          ? { _tag: 'throttled', statusCode: 429 }
          : { _tag: 'throttled', retryAt, statusCode: 429 },
      )
    },
  )
}

envelope('an HTTP date that has passed means now', async () => {
  assert.equal(errorOf(await answerTo('', 429, { 'retry-after': httpDate }, 784_111_999_000)), {
    _tag: 'throttled',
    retryAt: 784_111_999_000,
    statusCode: 429,
  })
})

envelope('Retry-After counts for a business statusCode 429 as well', async () => {
  const error = errorOf(await answerTo({ statusCode: 429, message: '' }, 200, { 'retry-after': '7' }))
  assert.equal(error, { _tag: 'throttled', retryAt: 1_007_000, statusCode: 429 })
})

envelope('Retry-After beside anything else is not told', async () => {
  const error = errorOf(await answerTo({ statusCode: 499, apiCode: 2001 }, 200, { 'retry-after': '7' }))
  assert.is(error._tag, 'wrongCode')
  assert.not.ok('retryAt' in error)
})

envelope('a list is opened the same way', () =>
  withServer(
    (response) => json(response, { statusCode: 403, message: '' }),
    async ({ url }) =>
      assert.equal(errorOf(await list(serviceAt(url))), { _tag: 'forbidden', statusCode: 403 }),
  ),
)

envelope.run()
