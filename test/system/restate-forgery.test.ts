// What somebody can do who reaches Restate's ingress, or has a key of their own: nothing.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSealer, newSealingKey, type SealingKey } from '../../src/durable/index.ts'
import { enrollmentEndpoint, registerEnrollments, type RunningEndpoint } from '../../src/restate/index.ts'
import { journalCodec } from '../../src/restate/wire/journal-codec.ts'
import { answerTo, asking } from '../../src/restate/wire/asking.ts'
import { Send, Settle, Timer } from '../../src/restate/wire/messages.ts'
import { Reply } from '../../src/restate/wire/replies.ts'
import { readAs, written } from '../../src/restate/wire/values.ts'
import { startRestateSetting, type RestateSetting } from './restate-setting.ts'

const forgery = suite('forgery through Restate')

let setting: RestateSetting
let endpoint: RunningEndpoint
const defects: string[] = []

forgery.before(async () => {
  setting = await startRestateSetting()
  const { keys, server } = setting
  const served = enrollmentEndpoint({
    keys,
    service: setting.service,
    onDefect: (defect) => defects.push(String(defect)),
  })
  endpoint = await served.listen({ port: 0 })
  await registerEnrollments({ admin: server.admin, uri: `http://127.0.0.1:${endpoint.port}` })
  await setting.createSms('aimed-at')
  await setting.reaches('aimed-at', 'awaitingCode')
})

forgery.after(async () => {
  await setting.close()
  await endpoint.close({ graceMs: 0 })
})

/** The way of a request: to one handler of one enrollment, as Restate knows it. */
const to = (what: string, key = 'aimed-at') => ({ service: 'MfaEnrollment', key, what })

interface Sent {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string
}

const ask = (handler: string, { body, headers = {}, key = 'aimed-at' }: Sent) =>
  fetch(`${setting.server.ingress}/MfaEnrollment/${key}/${handler}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body,
    signal: AbortSignal.timeout(10_000),
  })

const sealedWith = (key: SealingKey, value: Uint8Array) =>
  Uint8Array.from(journalCodec(createSealer([key])).encode(value))

/** A command of who has the key, and its answer. */
const commanded = async (command: unknown, notAfter = Date.now() + 10_000) => {
  const request = { nonce: crypto.randomUUID(), notAfter, message: { accessToken: null, command } }
  const [key] = setting.keys
  const body = sealedWith(key, written(asking(Send), request, to('send')))
  const answer = await ask('send', { body })
  assert.is(answer.status, 200)
  const bytes = await journalCodec(createSealer([key])).decode(new Uint8Array(await answer.arrayBuffer()))
  const reply = readAs(Reply, bytes, answerTo(to('send'), request))
  assert.ok(reply._tag === 'Right')
  return reply.right
}

/** Of another enrollment. */
let otherBinds = 0

const isAsItWas = async () => {
  assert.is((await setting.engine.view('aimed-at'))?.state, 'awaitingCode')
  assert.is(setting.binds(), otherBinds)
}

const bound = { _tag: 'Right', right: { sentAt: 1, repliedAt: 2, factorId: null } } as const
forgery('the handlers for itself are not to be had through the ingress, not even with the key', async () => {
  const settled = { life: 'any', seq: 2, call: 'enrollFactor', outcome: bound } as const
  const messages = {
    run: written(Settle, settled, to('run')),
    settle: written(Settle, settled, to('settle')),
    timer: written(Timer, { life: null, at: null }, to('timer')),
  }
  for (const [handler, message] of Object.entries(messages)) {
    for (const suffix of ['', '/send']) {
      const answer = await ask(`${handler}${suffix}`, { body: sealedWith(setting.keys[0], message) })
      assert.ok(answer.status >= 400 && answer.status < 500, `${handler}${suffix}: ${answer.status}`)
    }
  }
  await isAsItWas()
})

forgery('what is not sealed, or with another key, is refused and changes nothing', async () => {
  const cancelled = { accessToken: null, command: { type: 'enrollment.cancelled' } }
  const request = { nonce: 'made-up', notAfter: Date.now() + 10_000, message: cancelled }
  const plain = written(asking(Send), request, to('send'))
  const bodies = [
    JSON.stringify({ type: 'enrollment.cancelled' }),
    Uint8Array.from(plain),
    sealedWith(newSealingKey(), plain),
    Uint8Array.of(),
    Uint8Array.of(0),
  ]
  for (const handler of ['send', 'create', 'resume', 'erase', 'get'])
    for (const body of bodies) {
      const answer = await ask(handler, { body })
      assert.is(answer.status, 400, handler)
    }
  const asJson = { body: JSON.stringify(request), headers: { 'content-type': 'application/json' } }
  assert.ok((await ask('send', asJson)).status >= 400)
  await isAsItWas()
})

forgery("the machine's own events are no commands, even from who has the key", async () => {
  for (const type of [
    'xstate.done.actor.enrollFactor',
    'enrollment.restored',
    'xstate.after.tokenLifetime',
  ]) {
    const reply = await commanded({ type, output: bound.right, actorId: 'enrollFactor' })
    assert.is(reply.type === 'judged' && reply.reason, 'notACommand')
  }
  await isAsItWas()
})

forgery('a question that waited for too long is not done any more', async () => {
  assert.is((await commanded({ type: 'enrollment.cancelled' }, Date.now() - 1)).type, 'tooLate')
  await isAsItWas()
})

/** An engine, and what somebody on its way to Restate has of its last request. */
const overheard = () => {
  const caught: { handler: string; sent: Sent }[] = []
  const engine = setting.engineWith({
    fetch: async (url, init) => {
      const body = new Uint8Array(await new Response(init?.body ?? null).arrayBuffer())
      const headers = Object.fromEntries(new Headers(init?.headers))
      caught.push({ handler: new Request(url).url.split('/').at(-1) ?? '', sent: { body, headers } })
      return fetch(url, init)
    },
  })
  const last = (handler: string): Sent => {
    const one = caught.findLast((each) => each.handler === handler)
    assert.ok(one)
    return one.sent
  }
  return { engine, last }
}

forgery('what was caught on its way serves for nothing else', async () => {
  const { engine, last } = overheard()
  await engine.view('aimed-at')
  const { body } = last('get')
  assert.is((await ask('erase', { body })).status, 400, 'as another handler')
  assert.is((await ask('get', { body, key: 'another' })).status, 400, 'for another enrollment')
  await isAsItWas()
})

forgery('what was caught is not done again: not a code, nor what was erased since', async () => {
  const { engine, last } = overheard()
  const { accessToken, binds, reaches, sandbox } = setting
  const profile = { phoneNumber: '18800000001' }
  const command = { type: 'factor.chosen', factorType: 'SMS', profile } as const
  await engine.create({ enrollmentId: 'overheard', accessToken, command })
  await reaches('overheard', 'awaitingCode')
  const wrong = sandbox.outbox.at(-1)?.code === '00000000' ? '11111111' : '00000000'
  await engine.send('overheard', { type: 'code.submitted', passCode: wrong }, { accessToken })
  await reaches('overheard', 'awaitingCode')
  otherBinds = binds()
  const before = [otherBinds, sandbox.outbox.length]

  const code = { ...last('send'), key: 'overheard' }
  assert.is((await ask('send', code)).status, 200, 'with an answer that only who asked can read')
  assert.is((await engine.view('overheard'))?.state, 'awaitingCode')

  const creation = { ...last('create'), key: 'overheard' }
  assert.is(await engine.erase('overheard'), true)
  assert.is((await ask('create', creation)).status, 200)
  assert.is(await engine.view('overheard'), null)
  assert.equal([binds(), sandbox.outbox.length], before)
})

forgery('a clock that is wrong is named, for no wait helps against it', async () => {
  for (const aheadMs of [-15_000, 200_000]) {
    const clock = {
      now: () => Date.now() + aheadMs,
      setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
      clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
    }
    const failure = await setting
      .engineWith({ clock })
      .create({ enrollmentId: 'at-another-time' })
      .then(
        () => '',
        (error: unknown) => String(error),
      )
    assert.match(failure, /clock[^]*NTP/)
  }
})

forgery('an engine without the key is told so, and neither side blocks the enrollment', async () => {
  const other = setting.engineWith({ keys: [newSealingKey()] })
  const refused = await other.view('aimed-at').then(
    () => '',
    (error: unknown) => String(error),
  )
  assert.match(refused, /sealed with key [0-9a-f]{8}, which the service does not have/)
  await isAsItWas()
})

forgery('of all that was refused the host hears once, and of nothing else', () => {
  assert.is(defects.length, 1, defects.join('\n'))
  assert.match(defects[0] ?? '', /RestateWarning: Requests were refused/)
})

forgery.run()
