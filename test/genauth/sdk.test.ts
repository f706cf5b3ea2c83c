import { AuthenticationClient } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vendorLimits } from '../../machines/index.ts'
import { fromAuthenticationClient } from '../../src/genauth/index.ts'
import type { AuthenticationClientLike, AuthenticationClientOptions } from '../../src/genauth/index.ts'
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
  secrets,
  valueOf,
} from './given.ts'
import { json, text, withServer } from './loopback.ts'

const sdk = suite("the vendor's SDK as a service")

const serviceAt = (appHost: string, more: AuthenticationClientOptions = {}, timeout = 10_000) =>
  fromAuthenticationClient(
    new AuthenticationClient({
      appId: 'app-1',
      // The constructor wants one; these calls never send it.
      appSecret: 'unused',
      appHost,
      accessToken: secrets.accessToken,
      timeout,
    }),
    more,
  )

const fake = (answer: () => Promise<unknown>): AuthenticationClientLike => ({
  sendEnrollFactorRequest: answer,
  enrollFactor: answer,
  listEnrolledFactors: answer,
})

sdk('plugs in as it is and sends what its documentation says', () =>
  withServer(
    (response, { url }) => json(response, url.includes('send-') ? requested : bound),
    async ({ url, received }) => {
      const service = serviceAt(url)
      valueOf(await request(service, chosen.SMS))
      assert.equal(valueOf(await enroll(service, bind('SMS'))), { bound: true })
      assert.equal(valueOf(await list(service)), [])
      assert.equal(
        received.map((one) => `${one.method} ${one.url}`),
        [
          'POST /api/v3/send-enroll-factor-request',
          'POST /api/v3/enroll-factor',
          'GET /api/v3/list-enrolled-factors',
        ],
      )
      assert.is(received[0]?.headers.authorization, secrets.accessToken)
      assert.is(received[0]?.headers['x-authing-app-id'], 'app-1')
      assert.equal(JSON.parse(received[0]?.body ?? ''), {
        factorType: 'SMS',
        profile: { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' },
      })
    },
  ),
)

sdk('has the limits of the vendor unless told otherwise', () => {
  assert.equal(serviceAt('http://127.0.0.1:9').limits, vendorLimits)
  const limits = { tokenLifetimeMs: 1, sendIntervalMs: 2, wrongCodeBudget: 3 }
  assert.equal(serviceAt('http://127.0.0.1:9', { limits }).limits, limits)
})

sdk('reads a business failure as ky does', () =>
  withServer(
    (response) => json(response, { statusCode: 499, message: '', apiCode: '6001', requestId: 'req-1' }),
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), {
        _tag: 'wrongCode',
        statusCode: 499,
        apiCode: 6001,
        requestId: 'req-1',
      })
    },
  ),
)

sdk('throws for an HTTP error, which is read as ky reads it, Retry-After and all', () =>
  withServer(
    (response) => json(response, { statusCode: 429, message: '' }, 429, { 'retry-after': '30' }),
    async ({ url }) => {
      const answer = errorOf(await request(serviceAt(url, { now: () => 1_000_000 })))
      assert.equal(answer, { _tag: 'throttled', retryAt: 1_030_000, statusCode: 429 })
    },
  ),
)

sdk('calls once for a 401, for it has no fresh token to send', () =>
  withServer(
    (response) => text(response, '', 401),
    async ({ url, received }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), { _tag: 'unauthorized', statusCode: 401 })
      assert.is(received.length, 1)
    },
  ),
)

for (const body of ['<html></html>', '', '[]', 'null']) {
  sdk(`gives a reply that is no envelope as it is, and it is no success: ${body}`, () =>
    withServer(
      (response) => text(response, body),
      async ({ url }) => {
        assert.equal(errorOf(await enroll(serviceAt(url))), {
          _tag: 'invalidResponse',
          paths: ['body'],
          statusCode: 200,
        })
      },
    ),
  )
}

sdk('lets a connection break: the call may have arrived', () =>
  withServer(
    (response) => response.destroy(),
    async ({ url }) => {
      assert.equal(errorOf(await enroll(serviceAt(url))), { _tag: 'unreachable', mayHaveArrived: true })
    },
  ),
)

sdk('cannot connect: the call surely never left', async () => {
  let closed = ''
  await withServer(
    (response) => response.end(),
    async ({ url }) => {
      closed = url
    },
  )
  assert.equal(errorOf(await enroll(serviceAt(closed))), { _tag: 'unreachable', mayHaveArrived: false })
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
          const answer = errorOf(await enroll(serviceAt(url)))
          assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
          assert.is(received.length, 1)
        },
      )
    },
  )
}

sdk('that does not say whether it was redirected may have arrived, whatever the fault', async () => {
  const refused = { code: 'ECONNREFUSED', syscall: 'connect' }
  for (const [asked, mayHaveArrived] of [
    [undefined, true],
    [null, true],
    [{}, true],
    [{ _redirectCount: 0 }, false],
    [{ _redirectCount: 1 }, true],
    [{ _redirectable: { _redirectCount: 0 } }, false],
    [{ _redirectable: { _redirectCount: 2 } }, true],
  ] as const) {
    const service = fromAuthenticationClient(fake(() => Promise.reject({ ...refused, request: asked })))
    assert.equal(errorOf(await enroll(service)), { _tag: 'unreachable', mayHaveArrived })
  }
})

sdk('has a time limit of its own, which is told as ours', () =>
  withServer(
    () => undefined,
    async ({ url }) => assert.equal(errorOf(await enroll(serviceAt(url, {}, 50))), { _tag: 'timedOut' }),
  ),
)

sdk('is waited for no longer than timeoutMs', () =>
  withServer(
    () => undefined,
    async ({ url }) =>
      assert.equal(errorOf(await enroll(serviceAt(url, { timeoutMs: 50 }))), { _tag: 'timedOut' }),
  ),
)

sdk('is left at once by a caller who leaves, though its call goes on', () => {
  const controller = new AbortController()
  return withServer(
    () => controller.abort(),
    async ({ url, received }) => {
      const answer = errorOf(await enroll(serviceAt(url), bind(), options(controller.signal)))
      assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(received.length, 1)
    },
  )
})

sdk('is not called for a caller who had left before', () =>
  withServer(
    (response) => json(response, bound),
    async ({ url, received }) => {
      errorOf(await enroll(serviceAt(url), bind(), options(AbortSignal.abort())))
      assert.is(received.length, 0)
    },
  ),
)

sdk('may be any object with these methods, whatever it throws', async () => {
  for (const thrown of [
    undefined,
    null,
    'no',
    7,
    new Error('x'),
    { response: null },
    { response: { status: '401' } },
  ]) {
    const service = fromAuthenticationClient(fake(() => Promise.reject(thrown)))
    assert.equal(errorOf(await enroll(service)), { _tag: 'unreachable', mayHaveArrived: true })
  }
})

sdk('may answer what JSON cannot say, and it is no success', async () => {
  for (const answer of [undefined, () => bound, new Date(), Symbol('x'), 200n]) {
    const service = fromAuthenticationClient(fake(() => Promise.resolve(answer)))
    assert.is(errorOf(await enroll(service))._tag, 'invalidResponse')
  }
})

sdk('may answer an object that holds itself, and it is no success', async () => {
  const circle: Record<string, unknown> = { statusCode: 200 }
  circle['data'] = circle
  assert.is(
    errorOf(await list(fromAuthenticationClient(fake(() => Promise.resolve(circle)))))._tag,
    'invalidResponse',
  )
})

sdk("tells the server's time of an HTTP error alone, for it keeps the headers of a 200 to itself", () =>
  withServer(
    (response, { url }) => {
      const date = { date: 'Sun, 06 Nov 1994 08:49:37 GMT' }
      json(response, { statusCode: 499, message: '', apiCode: 6001 }, url.includes('send-') ? 400 : 200, date)
    },
    async ({ url }) => {
      assert.equal(errorOf(await request(serviceAt(url))), {
        _tag: 'wrongCode',
        serverTime: 784_111_777_000,
        statusCode: 400,
        apiCode: 6001,
      })
      assert.equal(errorOf(await enroll(serviceAt(url))), {
        _tag: 'wrongCode',
        statusCode: 499,
        apiCode: 6001,
      })
    },
  ),
)

sdk('wants a time limit that is one', () => {
  assert.throws(
    () =>
      fromAuthenticationClient(
        fake(() => Promise.resolve(bound)),
        { timeoutMs: 0 },
      ),
    /^timeoutMs|timeoutMs must/,
  )
})

sdk.run()
