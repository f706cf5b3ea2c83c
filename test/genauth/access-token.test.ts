import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { bound, enroll, errorOf, list, options, request, serviceAt, valueOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

const token = suite('the access token')

const sent = async (getAccessToken: () => Promise<string>, authorization?: 'bearer' | 'raw') => {
  let header: string | undefined
  await withServer(
    (response, { headers }) => {
      header = headers.authorization
      json(response, bound)
    },
    async ({ url }) => {
      valueOf(
        await enroll(
          serviceAt(url, { getAccessToken, ...(authorization === undefined ? {} : { authorization }) }),
        ),
      )
    },
  )
  return header
}

token('is sent as Bearer unless told otherwise', async () =>
  assert.is(await sent(async () => 'abc'), 'Bearer abc'),
)

token('never gets a second Bearer', async () => {
  assert.is(await sent(async () => 'Bearer abc'), 'Bearer abc')
  assert.is(await sent(async () => 'bearer  abc\n'), 'Bearer abc')
})

token('is sent bare where raw is asked for', async () => {
  assert.is(await sent(async () => 'abc', 'raw'), 'abc')
  assert.is(await sent(async () => 'Bearer abc', 'raw'), 'abc')
})

token('whose getter fails is told to whoever asked to hear it, and no error carries the cause', async () => {
  const heard: unknown[] = []
  const cause = new Error('refresh of SECRET failed')
  const service = serviceAt('http://127.0.0.1:9', {
    getAccessToken: () => Promise.reject(cause),
    onAccessTokenError: (given) => heard.push(given),
  })
  assert.equal(errorOf(await enroll(service)), { _tag: 'unreachable', mayHaveArrived: false })
  assert.equal(heard, [cause])
})

token('may be Redacted', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      valueOf(await enroll(serviceAt(url, { getAccessToken: async () => redact('abc') })))
      assert.is(received[0]?.headers.authorization, 'Bearer abc')
    },
  ),
)

token('is asked for before every call', () =>
  withServer(
    (response) => json(response, { ...bound, data: [] }),
    async ({ url, received }) => {
      const asked: boolean[] = []
      const service = serviceAt(url, {
        getAccessToken: async ({ refresh }) => {
          asked.push(refresh)
          return `token-${asked.length}`
        },
      })
      await enroll(service)
      await list(service)
      assert.equal(asked, [false, false])
      assert.equal(
        received.map(({ headers }) => headers.authorization),
        ['Bearer token-1', 'Bearer token-2'],
      )
    },
  ),
)

const refused: ReadonlyArray<readonly [string, number, unknown]> = [
  ['HTTP 401 without a body', 401, undefined],
  ['HTTP 401 with an envelope', 401, { statusCode: 401, message: 'no' }],
  ['a business statusCode 401', 200, { statusCode: 401, message: 'no' }],
  ['apiCode 2020', 200, { statusCode: 499, message: 'no', apiCode: 2020 }],
  ['apiCode 2206', 200, { statusCode: 499, message: 'no', apiCode: 2206 }],
  ['apiCode 2207 as a text', 200, { statusCode: 499, message: 'no', apiCode: '2207' }],
]

for (const [name, status, body] of refused) {
  token(`is asked for once more after ${name}, and the call is sent once more`, () =>
    withServer(
      (response, { headers }) => {
        if (headers.authorization === 'Bearer fresh') json(response, bound)
        else if (body === undefined) text(response, '', status)
        else json(response, body, status)
      },
      async ({ url, received }) => {
        const asked: boolean[] = []
        const service = serviceAt(url, {
          getAccessToken: async ({ refresh }) => {
            asked.push(refresh)
            return refresh ? 'fresh' : 'stale'
          },
        })
        assert.equal(valueOf(await enroll(service)), { bound: true })
        assert.equal(asked, [false, true])
        assert.is(received.length, 2)
        assert.is(received[0]?.body, received[1]?.body)
      },
    ),
  )
}

token('refused twice is the answer: it is not asked for a third time', () =>
  withServer(
    (response) => json(response, { statusCode: 401, message: 'no', apiCode: 2020, requestId: 'req-9' }, 401),
    async ({ url, received }) => {
      const answer = errorOf(await request(serviceAt(url)))
      assert.equal(answer, { _tag: 'unauthorized', statusCode: 401, apiCode: 2020, requestId: 'req-9' })
      assert.is(received.length, 2)
    },
  ),
)

token(
  'is not asked for again after a login that is not finished (1636), for a fresh one would say the same',
  () =>
    withServer(
      (response) => json(response, { statusCode: 499, message: 'mfa', apiCode: 1636 }),
      async ({ url, received }) => {
        assert.is(errorOf(await request(serviceAt(url)))._tag, 'unauthorized')
        assert.is(received.length, 1)
      },
    ),
)

token('is not asked for again after a wrong code that comes with 401, for the attempt is spent', () =>
  withServer(
    (response) => json(response, { statusCode: 401, message: 'wrong', apiCode: 6001 }, 401),
    async ({ url, received }) => {
      assert.is(errorOf(await enroll(serviceAt(url)))._tag, 'wrongCode')
      assert.is(received.length, 1)
    },
  ),
)

const failing: ReadonlyArray<readonly [string, () => Promise<string>]> = [
  // What a browser without a network says.
  ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
  [
    'throws at once',
    () => {
      throw new Error('no session')
    },
  ],
]

for (const [name, getAccessToken] of failing) {
  token(
    `whose getter ${name} tells nothing of a sign-in: nothing is sent, and the same can be tried again`,
    () =>
      withServer(
        (response) => json(response, bound),
        async ({ url, received }) => {
          const answer = errorOf(await enroll(serviceAt(url, { getAccessToken })))
          assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
          assert.is(received.length, 0)
        },
      ),
  )
}

const unfit: ReadonlyArray<readonly [string, () => Promise<string>]> = [
  ['gives nothing, which says that nobody is signed in', async () => ''],
  ['gives blanks', async () => ' \n'],
  ['gives Bearer and nothing', async () => 'Bearer '],
  ['gives a second header', async () => 'abc\r\nx-evil: 1'],
  ['gives what is not ASCII', async () => 'ключ'],
]

for (const [name, getAccessToken] of unfit) {
  token(`that ${name} is unauthorized, and nothing is sent`, () =>
    withServer(
      (response) => json(response, bound),
      async ({ url, received }) => {
        assert.equal(errorOf(await enroll(serviceAt(url, { getAccessToken }))), { _tag: 'unauthorized' })
        assert.is(received.length, 0)
      },
    ),
  )
}

token('whose refresh fails is unreachable: the server refused the call, and it can be tried again', () =>
  withServer(
    (response) => text(response, '', 401),
    async ({ url, received }) => {
      const getAccessToken = ({ refresh }: { refresh: boolean }) =>
        refresh ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('stale')
      const answer = errorOf(await enroll(serviceAt(url, { getAccessToken })))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
      assert.is(received.length, 1)
    },
  ),
)

token('whose refresh gives nothing is unauthorized, and nothing more is sent', () =>
  withServer(
    (response) => text(response, '', 401),
    async ({ url, received }) => {
      const getAccessToken = async ({ refresh }: { refresh: boolean }) => (refresh ? '' : 'stale')
      assert.equal(errorOf(await enroll(serviceAt(url, { getAccessToken }))), { _tag: 'unauthorized' })
      assert.is(received.length, 1)
    },
  ),
)

token(
  'that never comes ends the call within its time: nothing was sent, and the same can be tried again',
  () =>
    withServer(
      (response) => json(response, bound),
      async ({ url, received }) => {
        const never = () => new Promise<string>(() => undefined)
        const answer = errorOf(await enroll(serviceAt(url, { getAccessToken: never, timeoutMs: 20 })))
        assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
        assert.is(received.length, 0)
      },
    ),
)

token('that is being waited for does not hold up a caller who left', async () => {
  const controller = new AbortController()
  const never = () => new Promise<string>(() => controller.abort())
  const service = serviceAt('http://127.0.0.1:9', { getAccessToken: never })
  const answer = errorOf(await enroll(service, undefined, options(controller.signal)))
  assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
})

token.run()
