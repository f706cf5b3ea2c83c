import { createServer } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { timeLimitOf } from '../../src/genauth/time-limit.ts'
import {
  bind,
  bound,
  chosen,
  enroll,
  errorOf,
  list,
  options,
  request,
  requested,
  serviceAt,
  valueOf,
} from './given.ts'
import { json, text, withServer } from './loopback.ts'

const exchange = suite('one exchange')

for (const status of [408, 413, 429, 500, 502, 503, 504]) {
  exchange(`nothing is retried after HTTP ${status}, neither a request, a bind nor a list`, () =>
    withServer(
      (response) => text(response, '', status, { 'retry-after': '0' }),
      async ({ url, received }) => {
        const service = serviceAt(url)
        errorOf(await request(service))
        errorOf(await enroll(service))
        errorOf(await list(service))
        assert.is(received.length, 3)
      },
    ),
  )
}

exchange('nothing is retried after a connection that broke: the call may have arrived', () =>
  withServer(
    (response) => response.destroy(),
    async ({ url, received }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(received.length, 1)
    },
  ),
)

exchange('a reply that breaks in the middle may have arrived', () =>
  withServer(
    (response) => {
      response
        .writeHead(200, { 'content-length': '1000' })
        .write('{"statusCode":200', () => response.destroy())
    },
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), { _tag: 'unreachable', mayHaveArrived: true })
    },
  ),
)

exchange('a connection that is refused surely never left', async () => {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
  assert.equal(errorOf(await enroll(serviceAt(`http://127.0.0.1:${port}`))), {
    _tag: 'unreachable',
    mayHaveArrived: false,
  })
})

exchange('a name that cannot be resolved surely never left', async () => {
  // The fault as Node words it; asking a real resolver would leave the machine.
  const fetch = () =>
    Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
    )
  const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
  assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
})

exchange(
  'of several addresses, every one must have failed to connect before a call surely never left',
  async () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET', syscall: 'read' })
    for (const [errors, mayHaveArrived] of [
      [[refused, refused], false],
      [[refused, reset], true],
    ] as const) {
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }))
      const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived })
    }
  },
)

exchange('a fault without a reason, as browsers give it, may have arrived', async () => {
  const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
  assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
})

/** Runs with a browser's idea of being online. */
const whileOnLineIs = async (onLine: () => boolean, run: () => Promise<void>) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: Object.defineProperty({}, 'onLine', { get: onLine }),
  })
  try {
    await run()
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator')
    else Object.defineProperty(globalThis, 'navigator', before)
  }
}

exchange('a browser that was offline before the call surely never sent it', () =>
  whileOnLineIs(
    () => false,
    async () => {
      const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
      const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
    },
  ),
)

exchange('a browser that went offline during the call may have sent it', async () => {
  let onLine = true
  await whileOnLineIs(
    () => onLine,
    async () => {
      const fetch = () => {
        onLine = false
        return Promise.reject(new TypeError('Failed to fetch'))
      }
      const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
    },
  )
})

exchange('a browser that says offline and gets an answer all the same, as on loopback, is answered', () =>
  whileOnLineIs(
    () => false,
    () =>
      withServer(
        (response) => json(response, bound),
        async ({ url }) => assert.equal(valueOf(await enroll(serviceAt(url))), { bound: true }),
      ),
  ),
)

for (const status of [301, 302, 303, 307, 308]) {
  exchange(`a ${status} is told and not followed: the foreign host gets no call and no token`, () =>
    withServer(
      (response) => json(response, bound),
      (foreign) =>
        withServer(
          (response) => text(response, '', status, { location: `${foreign.url}/api/v3/enroll-factor` }),
          async ({ url, received }) => {
            assert.equal(errorOf(await enroll(serviceAt(url))), {
              _tag: 'invalidResponse',
              paths: ['redirect'],
              statusCode: status,
            })
            assert.is(received.length, 1)
            assert.equal(foreign.received, [])
          },
        ),
    ),
  )
}

exchange('a redirect whose status a browser hides is told as one', async () => {
  const hidden = new Response(null, { status: 200 })
  Object.defineProperties(hidden, { type: { value: 'opaqueredirect' }, status: { value: 0 } })
  const fetch = () => Promise.resolve(hidden)
  const answer = errorOf(await enroll(serviceAt('https://acme.genauth.ai', { fetch })))
  assert.equal(answer, { _tag: 'invalidResponse', paths: ['redirect'], statusCode: 302 })
})

exchange('a server that never answers is timed out, and its connection closed', () => {
  let closed: Promise<unknown> = Promise.reject(new Error('the server was not called'))
  closed.catch(() => undefined)
  return withServer(
    (response) => {
      closed = new Promise((resolve) => response.once('close', resolve))
    },
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url, { timeoutMs: 60 }))), { _tag: 'timedOut' })
      await closed
    },
  )
})

exchange('a slow drip does not outlive the time limit, which covers the body', () => {
  let closed: Promise<unknown> = Promise.reject(new Error('the server was not called'))
  closed.catch(() => undefined)
  return withServer(
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
      const drip = setInterval(() => response.write(' '), 5)
      closed = new Promise<void>((resolve) =>
        response.once('close', () => {
          clearInterval(drip)
          resolve()
        }),
      )
    },
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url, { timeoutMs: 80 }))), { _tag: 'timedOut' })
      await closed
    },
  )
})

exchange('a list has at most five seconds, the other calls what was asked for', () => {
  assert.is(timeLimitOf('listEnrolledFactors', 10_000), 5_000)
  assert.is(timeLimitOf('listEnrolledFactors', 300), 300)
  assert.is(timeLimitOf('sendEnrollFactorRequest', 10_000), 10_000)
  assert.is(timeLimitOf('enrollFactor', 10_000), 10_000)
})

exchange('a body of ten megabytes is refused', () =>
  withServer(
    (response) => text(response, `{"statusCode":200,"message":"${'x'.repeat(10 * 1024 * 1024)}"}`),
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), {
        _tag: 'invalidResponse',
        paths: ['body'],
        statusCode: 200,
      })
    },
  ),
)

exchange('a body without end is cut off, and its connection closed', () => {
  let closed: Promise<unknown> = Promise.reject(new Error('the server was not called'))
  closed.catch(() => undefined)
  return withServer(
    (response) => {
      closed = new Promise((resolve) => response.once('close', resolve))
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
      }
      response.on('drain', more)
      more()
    },
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), {
        _tag: 'invalidResponse',
        paths: ['body'],
        statusCode: 200,
      })
      await closed
    },
  )
})

exchange('a body just within 256 KiB is read', () =>
  withServer(
    (response) => {
      const frame = JSON.stringify({ statusCode: 200, message: '' })
      text(response, frame + ' '.repeat(256 * 1024 - frame.length))
    },
    async ({ url }) => assert.equal(valueOf(await enroll(serviceAt(url))), { bound: true }),
  ),
)

exchange('a body with a byte order mark, and a character cut between two pieces, is read', async () => {
  const bytes = new TextEncoder().encode('\uFEFF{"statusCode":200,"data":{"enrollmentToken":"验证"}}')
  // The last character is three bytes long, and three bytes of ASCII follow.
  const middle = bytes.length - 5
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes.subarray(0, middle))
      controller.enqueue(bytes.subarray(middle))
      controller.close()
    },
  })
  const fetch = () => Promise.resolve(new Response(body))
  const answer = await request(serviceAt('https://acme.genauth.ai', { fetch }), chosen.SMS)
  assert.is(reveal(valueOf(answer).enrollmentToken), '验证')
})

exchange('a caller who leaves is answered at once, and the connection is closed', () => {
  const controller = new AbortController()
  let closed: Promise<unknown> = Promise.reject(new Error('the server was not called'))
  closed.catch(() => undefined)
  return withServer(
    (response) => {
      closed = new Promise((resolve) => response.once('close', resolve))
      controller.abort()
    },
    async ({ url }) => {
      const answer = errorOf(await request(serviceAt(url), undefined, options(controller.signal)))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
      await closed
    },
  )
})

exchange('a caller who leaves is answered at once even by a fetch that does not listen', async () => {
  const controller = new AbortController()
  const fetch = () =>
    new Promise<Response>(() => {
      controller.abort()
    })
  const service = serviceAt('https://acme.genauth.ai', { fetch })
  const answer = errorOf(await request(service, undefined, options(controller.signal)))
  assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
})

exchange('a caller who had left before has nothing sent', () =>
  withServer(
    (response) => json(response, requested),
    async ({ url, received }) => {
      const answer = errorOf(await request(serviceAt(url), undefined, options(AbortSignal.abort())))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
      assert.is(received.length, 0)
    },
  ),
)

exchange('a call is only described until it is run', () =>
  withServer(
    (response) => json(response, { ...bound, data: [] }),
    async ({ url, received }) => {
      const service = serviceAt(url)
      const task = service.enrollFactor(bind(), options())
      valueOf(await list(service))
      assert.equal(
        received.map(({ method }) => method),
        ['GET'],
      )
      valueOf(await task())
      assert.is(received.length, 2)
    },
  ),
)

exchange.run()
