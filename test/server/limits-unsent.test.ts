import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as TE from '#fp-ts/TaskEither'
import type { ServiceError } from '../../machines/index.ts'
import type { Engine } from '../../src/durable/index.ts'
import { memoryLimits, type Limits, type Spending } from '../../src/server/index.ts'
import type { EnrollmentView } from '../../src/view/index.ts'
import { quiet, sms, world, type NodeOptions } from './server-world.ts'

const unsent = suite('messages that were counted and never sent')

const counting = () => {
  const spent: Spending[] = []
  const givenBack: Spending[] = []
  const limits: Limits = {
    spend: async (spendings) => {
      spent.push(...spendings)
      return null
    },
    giveBack: async (spendings) => void givenBack.push(...spendings),
  }
  return { limits, spent, givenBack }
}

/** What a message is counted by; the first of an enrollment by its minute as well. */
const messageTo = (phoneNumber: string): readonly Spending[] => [
  { limit: 'targetOfSubject', key: `3 ann SMS +86${phoneNumber}` },
  { limit: 'target', key: `SMS +86${phoneNumber}` },
  { limit: 'country', key: '+86' },
  { limit: 'day', key: 'all' },
]
const ofSms = messageTo('18812345678')
const firstTo = (phoneNumber: string): readonly Spending[] => [
  { limit: 'targetMinute', key: `SMS +86${phoneNumber}` },
  ...messageTo(phoneNumber),
]
const ofFirstSms = firstTo('18812345678')
const smsTo = (phoneNumber: string) => ({
  factorType: 'SMS',
  profile: { phoneCountryCode: '+86', phoneNumber },
})

/** A server over a service that answers requests for a token as told; as the sandbox does with null. */
const answering = (answers: (ServiceError | null)[], options: NodeOptions = {}) => {
  const w = world()
  const counted = counting()
  const service = () => {
    const sandbox = w.sandbox.service()
    const error = answers.shift() ?? null
    return error === null ? sandbox : { ...sandbox, sendEnrollFactorRequest: () => TE.left(error) }
  }
  const node = w.node({
    ...options,
    engine: { service, ...options.engine },
    server: { limits: counted.limits, ...options.server },
  })
  return { ...w, ...node, ...counted }
}

const heldBack: ServiceError = { _tag: 'throttled', statusCode: 429, apiCode: 4_242 }

const surelyUnsent: readonly ServiceError[] = [
  heldBack,
  { _tag: 'invalidInput', field: 'phoneNumber' },
  { _tag: 'alreadyBound' },
  { _tag: 'forbidden' },
  { _tag: 'unauthorized' },
  { _tag: 'unreachable', mayHaveArrived: false },
]
for (const error of surelyUnsent)
  unsent(`are given back after ${error._tag}, but not what was asked`, async () => {
    const { began, show, givenBack, stop } = answering([error])
    const id = await began({ remoteAddress: '2001:db8::1' })
    assert.is((await show(id)).error, error._tag)
    assert.equal(givenBack, ofFirstSms)
    await stop()
  })

const maybeSent: readonly ServiceError[] = [
  { _tag: 'timedOut' },
  { _tag: 'serverFault', apiCode: 4_242 },
  { _tag: 'invalidResponse', paths: ['data'] },
  { _tag: 'unreachable', mayHaveArrived: true },
]
for (const error of maybeSent)
  unsent(`stay counted after ${error._tag}, for one may be on its way`, async () => {
    const { began, show, givenBack, stop } = answering([error])
    assert.is((await show(await began())).error, error._tag)
    assert.equal(givenBack, [])
    await stop()
  })

unsent('stay counted where one was sent', async () => {
  const { began, show, givenBack, stop } = answering([])
  assert.is((await show(await began())).state, 'awaitingCode')
  assert.equal(givenBack, [])
  await stop()
})

unsent('are given back where the host did not agree to the enrollment', async () => {
  const { began, show, givenBack, stop } = answering([], { engine: { beforeEnrollment: async () => false } })
  assert.is((await show(await began())).error, 'stepUpRequired')
  assert.equal(givenBack, ofFirstSms)
  await stop()
})

unsent('are those that the verdicts of the host say', async () => {
  const overridden = (verdict: 'reconcile' | 'refuse') => ({ engine: { verdicts: { 4_242: verdict } } })
  const sent = answering([heldBack], overridden('reconcile'))
  assert.is((await sent.show(await sent.began())).error, 'throttled')
  assert.equal(sent.givenBack, [])
  await sent.stop()
  const notSent = answering([{ _tag: 'serverFault', apiCode: 4_242 }], overridden('refuse'))
  assert.is((await notSent.show(await notSent.began())).error, 'serverFault')
  assert.equal(notSent.givenBack, ofFirstSms)
  await notSent.stop()
})

unsent('are given back of every command that asks, and once', async () => {
  const { began, send, clock, givenBack, stop } = answering([null, heldBack, heldBack, heldBack])
  const id = await began()
  for (const command of [{ type: 'enrollment.renewed' }, { type: 'factor.chosen', ...sms }]) {
    clock.advance(60_000)
    givenBack.length = 0
    assert.is((await send(id, command)).status, 200)
    assert.equal(givenBack, ofSms)
  }
  givenBack.length = 0
  const preferring = { headers: { prefer: 'wait=5' } }
  clock.advance(60_000)
  assert.is((await send(id, { type: 'factor.chosen', ...sms }, preferring)).json.error, 'throttled')
  assert.equal(givenBack, ofSms)
  await stop()
})

unsent('leave a person their number, though GenAuth held back one after the other', async () => {
  const amounts = {
    subject: null,
    targetMinute: null,
    target: { points: 2, seconds: 86_400 },
    subjectDay: { points: 8, seconds: 86_400 },
  }
  const answers = [null, ...Array.from({ length: 5 }, () => heldBack), null]
  const { ask, clock, observation, stop } = answering(answers, {
    server: { limits: memoryLimits({ amounts }) },
  })
  const asked = async () => {
    const { status, json } = await ask('POST', '/enrollments', { body: sms, headers: { prefer: 'wait=5' } })
    return [status, json.reason ?? json.error]
  }
  assert.equal(await asked(), [201, null])
  for (let time = 0; time < 5; time += 1) assert.equal(await asked(), [201, 'throttled'])
  // The second that went, and no more: what was held back is no leave for another.
  clock.advance(60_000)
  assert.equal(await asked(), [201, null])
  assert.equal(await asked(), [429, 'target'])
  assert.match((await observation.metrics.text())?.text ?? '', 'limits_hit_total{limit="target"} 1')
  await stop()
})

/** An engine whose watchers hear of nothing until the test says so, as where another process does the work. */
const watchedFromAfar = () => {
  const listeners: { readonly id: string; readonly hear: (view: EnrollmentView) => void }[] = []
  let ended = 0
  const wrapEngine = (engine: Engine): Engine => ({
    ...engine,
    watch: (id, hear) => {
      listeners.push({ id, hear })
      return () => {
        ended += 1
      }
    },
  })
  const look = async (engine: Engine) => {
    for (const { id, hear } of listeners) {
      const view = await engine.view(id)
      if (view !== null) hear(view)
    }
    await quiet()
  }
  return { wrapEngine, look, watching: () => listeners.length - ended, watched: () => listeners.length }
}

unsent('are told by their request, though a later one of the enrollment is seen in its place', async () => {
  const { wrapEngine, look } = watchedFromAfar()
  const { began, send, engine, sandbox, givenBack, stop } = answering([null, heldBack], { wrapEngine })
  const id = await began()
  const other = { type: 'factor.chosen', ...smsTo('18812345679') }
  assert.is((await send(id, other)).status, 200)
  assert.is((await engine.view(id))?.error, 'throttled')
  await look(engine)
  assert.is(sandbox.outbox.length, 1)
  assert.equal(givenBack, messageTo('18812345679'), 'the first one went')
  await look(engine)
  assert.equal(givenBack, messageTo('18812345679'), 'once')
  await stop()
})

unsent(
  'are told by their request, though the next enrollment of the same id is seen in its place',
  async () => {
    const { wrapEngine, look } = watchedFromAfar()
    const { ask, engine, sandbox, givenBack, stop } = answering([null, heldBack], { wrapEngine })
    const headers = { 'idempotency-key': 'one' }
    const first = await ask('POST', '/enrollments', { body: sms, headers })
    assert.is((await ask('DELETE', `/enrollments/${first.json.id}`)).status, 204)
    const second = await ask('POST', '/enrollments', { body: smsTo('18812345679'), headers })
    assert.equal([second.status, second.json.id], [201, first.json.id])
    assert.is((await engine.view(first.json.id))?.error, 'throttled')
    await look(engine)
    assert.is(sandbox.outbox.length, 1)
    assert.equal(givenBack, firstTo('18812345679'), 'the first one went')
    await stop()
  },
)

const silent = () => () => new Promise<never>(() => undefined)
const never = (w: ReturnType<typeof world>) => () => ({
  ...w.sandbox.service(),
  sendEnrollFactorRequest: silent,
})

unsent('are watched for while their request is under way, and no longer', async () => {
  const w = world()
  const { limits, givenBack } = counting()
  const { wrapEngine, look, watching, watched } = watchedFromAfar()
  const { ask, began, engine, server, stop } = w.node({ server: { limits }, wrapEngine })
  await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  assert.is(watched(), 0, 'nothing was counted for a message')
  await began()
  assert.is(watching(), 1)
  await look(engine)
  assert.is(watching(), 0)
  const { status } = await ask('POST', '/enrollments', { body: smsTo('18812345679') })
  assert.equal([status, watching()], [201, 1])
  await server.stop()
  assert.equal([watching(), givenBack], [0, []])
  await stop()
})

unsent('hold up no answer, and stay counted where nothing is heard of the request', async () => {
  const w = world()
  const { limits, givenBack } = counting()
  const { wrapEngine, watching } = watchedFromAfar()
  const { ask, stop } = w.node({
    server: { limits },
    engine: { service: never(w), callLimitMs: 600_000 },
    wrapEngine,
  })
  const { status, json } = await ask('POST', '/enrollments', { body: sms })
  assert.equal([status, json.state, watching()], [201, 'requesting', 1])
  w.clock.advance(180_000)
  await quiet()
  assert.equal([watching(), givenBack], [0, []])
  await stop()
})

unsent('are watched for by nobody where nothing is counted', async () => {
  const { wrapEngine, watched } = watchedFromAfar()
  const { began, stop } = world().node({ wrapEngine })
  await began()
  assert.is(watched(), 0)
  await stop()
})

unsent('stay counted where the person left while the request was under way', async () => {
  const w = world()
  const { limits, givenBack } = counting()
  const { ask, began, stop } = w.node({ server: { limits }, engine: { service: never(w) } })
  const id = await began()
  assert.is((await ask('DELETE', `/enrollments/${id}`)).status, 204)
  assert.equal(givenBack, [])
  await stop()
})

unsent(
  'stay counted where the process ended, and the next one does not know what became of them',
  async () => {
    const w = world()
    const { limits, givenBack } = counting()
    const { began, stop } = w.node({ server: { limits }, engine: { service: never(w) } })
    const id = await began()
    await stop()
    const next = w.node({ server: { limits } })
    await next.engine.start()
    await w.pass(20_000)
    assert.equal([(await next.show(id)).error, givenBack], ['interrupted', []])
    await next.stop()
  },
)

unsent.run()
