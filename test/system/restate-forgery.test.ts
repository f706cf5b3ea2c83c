// What somebody can do who reaches Restate's ingress, or has a key of their own: nothing.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { createSealer, newSealingKey, type SealingKey } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { enrollmentEndpoint, registerEnrollments, type RunningEndpoint } from '../../src/restate/index.ts'
import { journalCodec } from '../../src/restate/wire/journal-codec.ts'
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
  const { host, sandbox, keys, server } = setting
  const served = enrollmentEndpoint({
    keys,
    service: ({ accessToken }) =>
      createGenAuthService({
        host,
        appId: sandbox.appId,
        getAccessToken: async () => (accessToken ? reveal(accessToken) : ''),
      }),
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

const ask = (
  handler: string,
  body: Uint8Array<ArrayBuffer> | string,
  contentType = 'application/octet-stream',
) =>
  fetch(`${setting.server.ingress}/MfaEnrollment/aimed-at/${handler}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
    signal: AbortSignal.timeout(10_000),
  })

const sealedWith = (key: SealingKey, value: Uint8Array) =>
  Uint8Array.from(journalCodec(createSealer([key])).encode(value))

const isAsItWas = async () => {
  assert.is((await setting.engine.view('aimed-at'))?.state, 'awaitingCode')
  assert.is(setting.binds(), 0)
}

const bound = { _tag: 'Right', right: { sentAt: 1, repliedAt: 2, factorId: null } } as const
const settled = written(Settle, { life: 'any', seq: 2, call: 'enrollFactor', outcome: bound })
const command = (type: string) =>
  written(Send, {
    notAfter: Date.now() + 60_000,
    accessToken: null,
    command: { type, output: bound.right, actorId: 'enrollFactor' },
  })

forgery('the handlers for itself are not to be had through the ingress, not even with the key', async () => {
  const rung = written(Timer, { life: null, at: null })
  for (const [handler, message] of Object.entries({ run: settled, settle: settled, timer: rung })) {
    for (const suffix of ['', '/send']) {
      const answer = await ask(`${handler}${suffix}`, sealedWith(setting.keys[0], message))
      assert.ok(answer.status >= 400 && answer.status < 500, `${handler}${suffix}: ${answer.status}`)
    }
  }
  await isAsItWas()
})

forgery('what is not sealed, or with another key, is refused and changes nothing', async () => {
  const cancelled = { notAfter: 9e15, accessToken: null, command: { type: 'enrollment.cancelled' } }
  const plain = written(Send, cancelled)
  const bodies = [
    JSON.stringify({ type: 'enrollment.cancelled' }),
    Uint8Array.from(plain),
    sealedWith(newSealingKey(), plain),
    Uint8Array.of(),
    Uint8Array.of(0),
  ]
  for (const handler of ['send', 'create', 'resume', 'erase', 'get'])
    for (const body of bodies) {
      const answer = await ask(handler, body)
      assert.is(answer.status, 400, handler)
    }
  assert.ok((await ask('send', JSON.stringify(cancelled), 'application/json')).status >= 400)
  await isAsItWas()
})

forgery("the machine's own events are no commands, even from who has the key", async () => {
  const codec = journalCodec(createSealer([...setting.keys]))
  for (const type of [
    'xstate.done.actor.enrollFactor',
    'enrollment.restored',
    'xstate.after.tokenLifetime',
  ]) {
    const answer = await ask('send', sealedWith(setting.keys[0], command(type)))
    assert.is(answer.status, 200)
    const reply = readAs(Reply, await codec.decode(new Uint8Array(await answer.arrayBuffer())))
    assert.ok(reply._tag === 'Right' && reply.right.type === 'judged')
    assert.is(reply.right.reason, 'notACommand')
  }
  await isAsItWas()
})

forgery('a question that waited for too long is not done any more', async () => {
  const late = written(Send, { notAfter: 1, accessToken: null, command: { type: 'enrollment.cancelled' } })
  const answer = await ask('send', sealedWith(setting.keys[0], late))
  const codec = journalCodec(createSealer([...setting.keys]))
  const reply = readAs(Reply, await codec.decode(new Uint8Array(await answer.arrayBuffer())))
  assert.ok(reply._tag === 'Right')
  assert.is(reply.right.type, 'tooLate')
  await isAsItWas()
})

forgery('an engine without the key is told so, and neither side blocks the enrollment', async () => {
  const other = setting.engineWith({ keys: [newSealingKey()] })
  const refused = await other.view('aimed-at').then(
    () => '',
    (error: unknown) => String(error),
  )
  assert.match(refused, /sealed with key [0-9a-f]{8}, which the service does not have/)
  await isAsItWas()
  assert.equal(
    defects.filter((defect) => !defect.includes('RestateWarning')),
    [],
  )
})

forgery.run()
