import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSandbox, startSandbox, type SandboxClock } from '../../src/sandbox/index.ts'
import { appCode, otpOf, overHttp, type Wire } from './over-http.ts'
import { parts, rawList, until } from './raw-request.ts'

const wire = suite('what a fault does to the connection')

const everywhere = { endpoint: '*' } as const

/** Binds an OTP under whatever fault is in force; what the client sees is of no interest. */
const bindOtp = async ({ start, bind, clock }: Wire, fault: () => void): Promise<void> => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  fault()
  await bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now())).catch(() => undefined)
}

wire(
  'reset is a TCP reset before a byte',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'reset' })
    const asked = rawList(at)
    assert.is(await asked.ended, 'ECONNRESET')
    assert.is(asked.received(), '')
  }),
)

wire(
  'lostReply is an orderly end before a byte',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'lostReply' })
    const asked = rawList(at)
    assert.is(await asked.ended, 'FIN')
    assert.is(asked.received(), '')
  }),
)

wire(
  'resetAfterHeaders sends the status line and all headers, then resets',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'resetAfterHeaders' })
    const asked = rawList(at)
    assert.is(await asked.ended, 'ECONNRESET')
    const { head, body, contentLength } = parts(asked.received())
    assert.match(head, /^HTTP\/1\.1 200 /)
    assert.match(asked.received(), /\r\n\r\n$/)
    assert.is(body, '')
    assert.ok((contentLength ?? 0) > 50)
  }),
)

wire(
  'resetInBody sends half the body, then resets',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'resetInBody' })
    const asked = rawList(at)
    assert.is(await asked.ended, 'ECONNRESET')
    const { body, contentLength } = parts(asked.received())
    assert.match(body, /^\{"statusCode":200/)
    assert.is(body.length, Math.ceil((contentLength ?? 0) / 2))
  }),
)

wire(
  'truncated is a whole reply of HTTP whose JSON is half',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'truncated' })
    const response = await fetch(`${at.url}/api/v3/list-enrolled-factors`, { headers: at.headers })
    const text = await response.text()
    assert.is(response.headers.get('content-length'), String(text.length))
    assert.match(text, /^\{"statusCode":200/)
    assert.throws(() => JSON.parse(text), SyntaxError)
  }),
)

wire(
  'hangInBody sends half the body, then nothing, and ends when the client leaves',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'hangInBody' })
    const asked = rawList(at)
    await until(() => parts(asked.received()).body !== '')
    const { body, contentLength } = parts(asked.received())
    assert.is(body.length, Math.ceil((contentLength ?? 0) / 2))
    asked.leave()
  }),
)

wire(
  'slowDrip sends a piece with every pause of the clock, and all of it in the end',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'slowDrip', ms: 400, pieces: 4 })
    const asked = rawList(at)
    const length = () => parts(asked.received()).body.length
    await until(() => length() > 0)
    const whole = parts(asked.received()).contentLength ?? 0
    const piece = Math.ceil(whole / 4)
    for (const pieces of [1, 2, 3]) {
      assert.is(length(), pieces * piece)
      at.clock.increment(399)
      for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      assert.is(length(), pieces * piece)
      at.clock.increment(1)
      await until(() => length() > pieces * piece)
    }
    assert.is(length(), whole)
    assert.match(parts(asked.received()).body, /"data":\[\]\}$/)
    asked.leave()
  }),
)

wire(
  'slowDrip goes byte by byte if told so',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'slowDrip', ms: 10, pieces: 1_000_000 })
    const asked = rawList(at)
    await until(() => parts(asked.received()).body !== '')
    for (const bytes of [1, 2, 3]) {
      assert.is(parts(asked.received()).body, '{"s'.slice(0, bytes))
      at.clock.increment(10)
      await until(() => parts(asked.received()).body.length > bytes)
    }
    asked.leave()
  }),
)

wire(
  'oversized is 10 MB of JSON, and a client need not take it',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'oversized' })
    const reply = await at.get('/api/v3/list-enrolled-factors')
    assert.is(reply.statusCode, 200)
    assert.equal(reply.data, [])
    assert.ok(reply.text.length > 10 * 1024 * 1024)
    const asked = rawList(at)
    await until(() => asked.received().length > 100_000)
    asked.leave()
    at.sandbox.faults.clear()
    assert.is((await at.get('/api/v3/list-enrolled-factors')).statusCode, 200)
  }),
)

for (const kind of [
  'lostReply',
  'resetAfterHeaders',
  'resetInBody',
  'truncated',
  'empty',
  'oversized',
  'wrongShape',
] as const) {
  wire(
    `${kind} comes after the effect`,
    overHttp({}, async (at) => {
      await bindOtp(at, () => at.sandbox.faults.add({ endpoint: 'enrollFactor', kind }))
      assert.is(at.sandbox.factors().length, 1)
      assert.is(at.sandbox.requests.at(-1)?.fault, kind)
      assert.is(at.sandbox.requests.at(-1)?.statusCode, 200)
    }),
  )
}

for (const kind of ['reset', 'throttled', 'serverError', 'html', 'redirect'] as const) {
  wire(
    `${kind} comes instead of the effect`,
    overHttp({}, async (at) => {
      await bindOtp(at, () => at.sandbox.faults.add({ endpoint: 'enrollFactor', kind }))
      assert.equal(at.sandbox.factors(), [])
      assert.is(at.sandbox.requests.at(-1)?.statusCode, null)
    }),
  )
}

wire(
  'a redirect leads to a foreign host unless told, and nobody goes there by accident',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ ...everywhere, kind: 'redirect', times: 1 })
    const ask = () =>
      fetch(`${at.url}/api/v3/list-enrolled-factors`, { headers: at.headers, redirect: 'manual' })
    assert.match((await ask()).headers.get('location') ?? '', /^https:\/\/[^/]+\.invalid\//)
    at.sandbox.faults.add({ ...everywhere, kind: 'redirect', location: 'https://login.example.net/x' })
    assert.is((await ask()).headers.get('location'), 'https://login.example.net/x')
  }),
)

wire('a client that leaves ends its drip, and closing the server ends them all', async () => {
  const timers = new Set<unknown>()
  const clock: SandboxClock = {
    now: () => 0,
    setTimeout: (run, ms) => {
      const id = { run, ms }
      timers.add(id)
      return id
    },
    clearTimeout: (id) => timers.delete(id),
  }
  const { url, sandbox, close } = await startSandbox({ port: 0, clock })
  sandbox.faults.add({ ...everywhere, kind: 'slowDrip', ms: 1_000, times: 2 })
  const leaving = rawList({ url, sandbox })
  await until(() => parts(leaving.received()).body !== '')
  assert.is(timers.size, 1)
  leaving.leave()
  await until(() => timers.size === 0)

  const dripping = rawList({ url, sandbox })
  await until(() => parts(dripping.received()).body !== '')
  sandbox.faults.add({ ...everywhere, kind: 'hangInBody', times: 1 })
  const silent = rawList({ url, sandbox })
  await until(() => parts(silent.received()).body !== '')
  sandbox.faults.add({ ...everywhere, kind: 'oversized', times: 1 })
  const unread = rawList({ url, sandbox })
  await until(() => unread.received() !== '')
  await close()
  await Promise.all([dripping.ended, silent.ended, unread.ended])
  assert.is(timers.size, 0)
})

const asked = (sandbox: ReturnType<typeof createSandbox>, signal?: AbortSignal) =>
  sandbox.fetch(
    new Request('http://sandbox.test/api/v3/list-enrolled-factors', {
      headers: { authorization: sandbox.accessToken, 'x-genauth-app-id': sandbox.appId },
      ...(signal === undefined ? {} : { signal }),
    }),
  )

const codeOf = (error: unknown): unknown =>
  error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause
    ? error.cause.code
    : `not of a failed fetch: ${String(error)}`

wire('without a server, fetch fails as the network would', async () => {
  const sandbox = createSandbox()
  for (const [kind, code] of [
    ['reset', 'ECONNRESET'],
    ['lostReply', 'UND_ERR_SOCKET'],
  ] as const) {
    sandbox.faults.add({ ...everywhere, kind, times: 1 })
    assert.is(codeOf(await asked(sandbox).catch((error: unknown) => error)), code)
  }
  for (const kind of ['resetAfterHeaders', 'resetInBody'] as const) {
    sandbox.faults.add({ ...everywhere, kind, times: 1 })
    const response = await asked(sandbox)
    assert.is(response.status, 200)
    assert.is(codeOf(await response.text().catch((error: unknown) => error)), 'ECONNRESET')
  }
  for (const kind of ['hang', 'hangInBody'] as const) {
    sandbox.faults.add({ ...everywhere, kind, times: 1 })
    const leaving = new AbortController()
    const text = asked(sandbox, leaving.signal).then((response) => response.text())
    leaving.abort()
    assert.instance(await text.catch((error: unknown) => error), Error)
  }
})

wire.run()
