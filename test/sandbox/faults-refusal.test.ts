import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp } from './over-http.ts'

const refusal = suite('a refusal told to the sandbox')

const list = '/api/v3/list-enrolled-factors'

refusal(
  'is the vendor’s envelope with HTTP 200, whatever its code, and nothing happens',
  overHttp({}, async ({ start, sandbox }) => {
    for (const statusCode of [
      400, 401, 402, 403, 404, 409, 413, 422, 499, 500, 501, 502, 503, 601, 602, 603, 777,
    ]) {
      sandbox.faults.add({ endpoint: '*', kind: 'refusal', statusCode, times: 1 })
      const reply = await start('SMS', { phoneNumber: '18800000000' })
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, statusCode)
      assert.is(reply.apiCode, undefined)
      assert.is(reply.data, undefined)
      assert.match(reply.requestId, /^[0-9a-f-]{36}$/)
      assert.ok(reply.message.length > 0)
    }
    assert.equal(sandbox.outbox, [])
    assert.is(sandbox.requests.at(-1)?.statusCode, null)
    assert.is(sandbox.requests.at(-1)?.fault, 'refusal')
  }),
)

refusal(
  'is HTTP 429 if it is one, and whatever it is told to be',
  overHttp({}, async ({ get, sandbox }) => {
    for (const [told, status] of [
      [{ statusCode: 429 }, 429],
      [{ statusCode: 429, httpStatus: 200 }, 200],
      [{ statusCode: 403, httpStatus: 403 }, 403],
      [{ statusCode: 603, httpStatus: 503 }, 503],
    ] as const) {
      sandbox.faults.add({ endpoint: '*', kind: 'refusal', ...told, times: 1 })
      const reply = await get(list)
      assert.is(reply.status, status)
      assert.is(reply.statusCode, told.statusCode)
    }
  }),
)

refusal(
  'has the apiCode told, as a number or as the text that older servers write',
  overHttp({}, async ({ url, headers, get, sandbox }) => {
    sandbox.faults.add({ endpoint: '*', kind: 'refusal', statusCode: 499, apiCode: 1702, times: 1 })
    assert.match((await get(list)).text, '"apiCode":1702,')
    sandbox.faults.add({
      endpoint: '*',
      kind: 'refusal',
      statusCode: 499,
      apiCode: 2011,
      stringApiCode: true,
    })
    assert.match(await (await fetch(`${url}${list}`, { headers })).text(), '"apiCode":"2011"')
  }),
)

refusal(
  'says what its code means in the language asked for, unless told what to say',
  overHttp({}, async ({ url, headers, sandbox }) => {
    const messageIn = async (lang: string, more: { message?: string; apiCode?: number } = {}) => {
      sandbox.faults.add({ endpoint: '*', kind: 'refusal', statusCode: 499, ...more, times: 1 })
      const response = await fetch(`${url}${list}`, { headers: { ...headers, 'x-genauth-lang': lang } })
      const body: unknown = await response.json()
      return typeof body === 'object' && body !== null && 'message' in body ? body.message : null
    }
    assert.is(await messageIn('en-US', { apiCode: 6001 }), 'Wrong TOTP code')
    assert.is(await messageIn('zh-CN', { apiCode: 6001 }), 'TOTP 口令错误')
    assert.is(await messageIn('en-US'), 'The client is at fault')
    const hostile = '\u001b[31m\u202e<b>\u0000'
    assert.is(await messageIn('en-US', { message: hostile }), hostile)
  }),
)

for (const kind of ['throttled', 'serverError'] as const) {
  refusal(
    `${kind} may come with Retry-After, as seconds or as a date`,
    overHttp({}, async ({ get, clock, sandbox }) => {
      const date = new Date(clock.now() + 90_000).toUTCString()
      for (const [told, written] of [
        [{}, null],
        [{ retryAfter: 12 }, '12'],
        [{ retryAfter: date }, date],
      ] as const) {
        sandbox.faults.add({ endpoint: '*', kind, ...told, times: 1 })
        const reply = await get(list)
        assert.is(reply.headers.get('retry-after'), written)
        assert.is(reply.status, kind === 'throttled' ? 429 : 500)
        assert.is(reply.statusCode, reply.status)
      }
    }),
  )
}

refusal.run()
