import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSealer, newSealingKey, StoreError } from '../../src/durable/index.ts'
import { createRestateEngine } from '../../src/restate/index.ts'
import { createIngress, type AskedHandler } from '../../src/restate/engine/ingress.ts'
import { answerTo, asking } from '../../src/restate/wire/asking.ts'
import { journalCodec } from '../../src/restate/wire/journal-codec.ts'
import { Nothing } from '../../src/restate/wire/messages.ts'
import { Reply } from '../../src/restate/wire/replies.ts'
import { readAs, written } from '../../src/restate/wire/values.ts'

const ingress = suite('what is asked through the ingress')

const key = newSealingKey()
const sealer = createSealer([key])
const codec = journalCodec(sealer)
let now = 1_000_000

const asks = (answer: (body: Uint8Array) => Promise<Response>) =>
  createIngress({
    ingress: 'http://127.0.0.1:8080',
    name: 'MfaEnrollment',
    sealer,
    timeoutMs: 10_000,
    maxInFlight: 1,
    clock: { now: () => now, setTimeout, clearTimeout: () => undefined },
    fetch: async (_, init) => answer(new Uint8Array(await new Response(init?.body ?? null).arrayBuffer())),
  })

/** The service, as it answers this request of `get`. */
const replies = (reply: Reply, meanwhile: () => void = () => undefined) =>
  asks(async (body) => {
    const to = { service: 'MfaEnrollment', key: 'e', what: 'get' }
    const request = readAs(asking(Nothing), await codec.decode(body), to)
    assert.ok(request._tag === 'Right')
    assert.is(request.right.notAfter, now + 10_000)
    meanwhile()
    return new Response(Uint8Array.from(codec.encode(written(Reply, reply, answerTo(to, request.right)))))
  })

const failure = async (of: ReturnType<typeof asks>, handler: AskedHandler = 'get'): Promise<StoreError> => {
  const cause = await of.ask(handler, 'e', Nothing, {}).then(
    () => null,
    (error: unknown) => error,
  )
  assert.instance(cause, StoreError)
  return cause as StoreError
}

ingress('is answered for this request alone', async () => {
  assert.equal(await replies({ type: 'found', row: null }).ask('get', 'e', Nothing, {}), {
    type: 'found',
    row: null,
  })
  const before = codec.encode(
    written(
      Reply,
      { type: 'found', row: null },
      answerTo({ service: 'MfaEnrollment', key: 'e', what: 'get' }, { nonce: 'of-before' }),
    ),
  )
  const replayed = asks(async () => new Response(Uint8Array.from(before)))
  assert.match((await failure(replayed)).message, /cannot be read/)
})

ingress('comes too late only where time has passed; otherwise the clocks are named', async () => {
  const early = await failure(replies({ type: 'tooLate' }))
  assert.is(early.trouble, 'unavailable')
  assert.match(early.message, /clock[^]*NTP/)
  const late = await failure(replies({ type: 'tooLate' }, () => (now += 10_000)))
  assert.is(late.trouble, 'unavailable')
  assert.match(late.message, /too late, and nothing was done/)
})

ingress(
  'says what an answer means, and never that something may have been done where it cannot',
  async () => {
    const told = async (status: number, handler: AskedHandler, body = '') =>
      failure(
        asks(async () => new Response(body, { status })),
        handler,
      )
    const unregistered = '{"code":404,"message":"service \'MfaEnrollment\' not found","source":"ingress"}'
    for (const handler of ['get', 'send'] as const) {
      assert.match((await told(404, handler, unregistered)).message, /register it/)
      assert.match((await told(404, handler)).message, /not the ingress of Restate[^]*admin interface\?/)
      for (const status of [400, 404, 405, 413, 415, 429, 503]) {
        const { trouble, message } = await told(status, handler)
        assert.is.not(trouble, 'outcomeUnknown', String(status))
        assert.not.match(message, /may have been/, String(status))
      }
    }
    assert.is((await told(500, 'send')).trouble, 'outcomeUnknown')
    const { trouble, message } = await told(500, 'get')
    assert.is(trouble, 'unexpected')
    assert.not.match(message, /may have been/)
  },
)

ingress('waits a minute at most, for so long a request can be sent again by who caught it', () => {
  const withTimeout = (clientTimeoutMs: number) => () =>
    createRestateEngine({ ingress: 'http://127.0.0.1:8080', keys: [key], clientTimeoutMs })
  for (const ms of [0, 60_001, Number.NaN]) assert.throws(withTimeout(ms), /clientTimeoutMs must be/)
  assert.not.throws(withTimeout(60_000))
})

ingress('is not asked for what an address cannot hold, and nothing is wrong with Restate then', async () => {
  let asked = 0
  const engine = createRestateEngine({
    ingress: 'http://127.0.0.1:8080',
    keys: [key],
    fetch: async () => {
      asked += 1
      return new Response('', { status: 400 })
    },
  })
  for (const id of ['.', '..']) {
    assert.is(await engine.view(id), null)
    assert.is(await engine.erase(id), false)
    assert.is(await engine.send(id, { type: 'enrollment.cancelled' }), null)
    const refusal = await engine.create({ enrollmentId: id }).catch((error: unknown) => error)
    assert.match(String(refusal), /TypeError: enrollmentId must be[^]* not \. or \.\./)
  }
  assert.is(asked, 0)
  assert.is(engine.health().storeFailure, null)
})

ingress.run()
