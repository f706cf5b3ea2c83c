import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { InspectionEvent } from 'xstate'
import { createEnrollment, vendorLimits, type EnrollmentOutput } from '../../src/index.ts'
import { bare, choose, enrolled, otpUri, secrets, submitCode, submitFor } from '../machines/examples.ts'
import { issued, later, listed, refused, scripted, throws, timedOut } from '../machines/scripted-service.ts'
import { flushed, live, testClock, type LiveOptions } from './live-enrollment.ts'
import { boundStory, doneStory, factorTypes, stories } from './stories.ts'

const creating = suite('creating an enrollment')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

creating('requests nothing, and neither does listening or looking', async () => {
  const { enrollment, calls, clock } = live()
  enrollment.subscribe(() => undefined)()
  enrollment.subscribe(() => undefined)
  enrollment.getSnapshot()
  enrollment.view()
  enrollment.persist()
  await flushed()
  clock.advance(3_600_000)
  await flushed()
  assert.is(calls.length, 0)
  assert.is(clock.pending.size, 0)
})

creating('twice, as an effect in development does, sends one request by one command', async () => {
  const scriptedService = scripted()
  live({ scriptedService }).enrollment.stop()
  const second = live({ scriptedService })
  await second.send(choose.OTP)
  assert.is(second.named('sendEnrollFactorRequest').length, 1)
})

creating('gives it a random id, unless one is given', () => {
  const { service } = scripted()
  const ids = Array.from({ length: 50 }, () => createEnrollment({ service, clock: testClock() }))
  for (const { id, view } of ids) {
    assert.match(id, uuid)
    assert.is(view().support.enrollmentId, id)
  }
  assert.is(new Set(ids.map(({ id }) => id)).size, 50)
  assert.is(live({ enrollmentId: 'mine' }).enrollment.id, 'mine')
})

creating('from a record keeps the id of the record', async () => {
  const first = await stories.awaitingCode('SMS', { enrollmentId: 'first' })
  const again = live({ record: first.enrollment.persist(), enrollmentId: 'second' })
  assert.is(again.enrollment.id, 'first')
  assert.is(again.view().support.enrollmentId, 'first')
})

creating('names each attempt by its id', async () => {
  const told = live({ enrollmentId: 'mine' })
  await told.send(choose.SMS, submitCode)
  assert.equal(told.calls.map(({ name, attemptId }) => `${name} ${attemptId}`).toSorted(), [
    'enrollFactor mine:2',
    'listEnrolledFactors mine:1',
    'sendEnrollFactorRequest mine:1',
  ])
})

creating('with limits that are no numbers fails at once, and says which', () => {
  const { service } = scripted()
  for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY])
    assert.throws(
      () =>
        createEnrollment({ service: { ...service, limits: { ...vendorLimits, tokenLifetimeMs: wrong } } }),
      /limits\.tokenLifetimeMs/,
    )
})

creating('two side by side: neither hears of the other, nor waits for it', async () => {
  const clock = testClock()
  const one = live({ clock, enrollmentId: 'one' })
  const two = live({ clock, enrollmentId: 'two', script: { sendEnrollFactorRequest: [issued('tok-2')] } })
  let heard = 0
  two.enrollment.subscribe(() => (heard += 1))
  await one.send(choose.SMS, submitCode)
  assert.is(one.state(), 'done')
  assert.is(two.state(), 'idle')
  assert.is(heard, 0)
  assert.equal(two.enrollment.send(choose.SMS), { accepted: true })
  await flushed()
  one.enrollment.stop()
  await two.pass(60_000)
  assert.is(two.state(), 'expired')
})

creating('two on one service: a stop of the one does not abort the other', async () => {
  const scriptedService = scripted({ sendEnrollFactorRequest: [later] })
  const one = live({ scriptedService, enrollmentId: 'one' })
  const two = live({ scriptedService, enrollmentId: 'two' })
  await one.send(choose.OTP)
  await two.send(choose.OTP)
  one.enrollment.stop()
  const signals = scriptedService.named('sendEnrollFactorRequest').map(({ signal }) => signal.aborted)
  assert.equal(signals, [true, false])
})

const ends = () => {
  const told: EnrollmentOutput[] = []
  return { told, onEnd: (output: EnrollmentOutput) => void told.push(output) }
}

creating('with onEnd: it is called once when the factor is bound, with which', async () => {
  for (const factorType of factorTypes) {
    const { told, onEnd } = ends()
    const { send, pass, enrollment } = await doneStory(factorType, { onEnd })
    await send(bare('enrollment.cancelled'))
    await pass(3_600_000)
    enrollment.stop()
    assert.equal(told, [{ status: 'done', factorType, factorId: null }])
  }
})

creating('with onEnd: it is called once when the person left, with whether it is bound', async () => {
  for (const [story, bound] of [
    [stories.cancelled, 'no'],
    [stories.outcomeUnknown, 'unknown'],
    [boundStory, 'yes'],
  ] as const) {
    const { told, onEnd } = ends()
    const { send, enrollment } = await story('OTP', { onEnd })
    await send(bare('enrollment.cancelled'), bare('enrollment.cancelled'))
    enrollment.stop()
    assert.equal(told, [{ status: 'cancelled', bound }])
  }
})

creating('with onEnd: it hears the end of what is restored, but not of what had ended before', async () => {
  const { told, onEnd } = ends()
  for (const story of [doneStory, stories.cancelled]) {
    const record = (await story('SMS')).enrollment.persist()
    live({ record, onEnd })
  }
  assert.equal(told, [])
  const record = (await stories.binding('SMS')).enrollment.persist()
  live({ record, onEnd, script: { listEnrolledFactors: [listed(enrolled('SMS', 'hex-1'))] } })
  await flushed()
  assert.equal(told, [{ status: 'done', factorType: 'SMS', factorId: 'hex-1' }])
})

creating('with onEnd: by then the view has ended too, and listeners were told', async () => {
  const order: string[] = []
  const told = live({ onEnd: ({ status }) => order.push(`${status}, view ${told.state()}`) })
  told.enrollment.subscribe(({ state }) => order.push(state))
  await told.send(choose.SMS, submitCode)
  assert.equal(order.slice(-2), ['done', 'done, view done'])
})

creating('with onDefect: it hears what the service threw, which no view shows', async () => {
  const heard: unknown[] = []
  const cause = new Error(`failed with ${secrets.token}`)
  const options: LiveOptions = {
    script: { sendEnrollFactorRequest: [throws(cause)] },
    onDefect: (defect) => heard.push(defect),
  }
  const told = live(options)
  await told.send(choose.OTP)
  assert.equal(heard, [cause])
  assert.is(told.view().error, 'defect')
  assert.not.match(inspect(told.view(), { depth: Infinity }), secrets.token)
})

creating('with verdicts: they win over the table', async () => {
  const locked = refused({ _tag: 'forbidden', apiCode: 4711 })
  const script = { enrollFactor: [locked] }
  const told = live({ script, verdicts: { 4711: 'renew' } })
  await told.send(choose.SMS, submitCode)
  assert.is(told.state(), 'expired')
})

/** Every text that can be reached from here by properties and entries, however deep. */
const textsWithin = (root: unknown): readonly string[] => {
  const seen = new Set<unknown>()
  const texts: string[] = []
  const open: unknown[] = [root]
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one === 'string') texts.push(one)
    if (typeof one !== 'object' || one === null || seen.has(one)) continue
    seen.add(one)
    if (one instanceof Map) open.push(...one.keys(), ...one.values())
    if (one instanceof Set) open.push(...one)
    for (const key of Reflect.ownKeys(one)) {
      open.push(
        typeof key === 'string' ? key : key.description,
        Object.getOwnPropertyDescriptor(one, key)?.value,
      )
    }
  }
  return texts
}

creating('with inspect: it sees every event, and no secret or contact data', async () => {
  for (const factorType of factorTypes) {
    const events: InspectionEvent[] = []
    const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(), listed(enrolled(factorType))] }
    const told = live({ inspect: (event) => void events.push(event), script })
    await told.send(choose[factorType], submitFor[factorType], bare('recoveryCode.saved'))
    assert.is(told.state(), 'done')
    const types = new Set(
      events.map((event) => (event.type === '@xstate.event' ? event.event.type : event.type)),
    )
    for (const type of ['@xstate.actor', '@xstate.snapshot', 'factor.chosen', submitFor[factorType].type])
      assert.ok(types.has(type), type)
    assert.ok([...types].some((type) => type.startsWith('xstate.error.actor')))
    const texts = textsWithin(events)
    assert.ok(texts.includes('6a1f-enrollment:2'), 'the input of the bind is looked at')
    for (const secret of [...Object.values(secrets), otpUri])
      assert.not.ok(
        texts.some((text) => text.includes(secret)),
        `${factorType}: ${secret}`,
      )
    const json = events.map((event) => ('event' in event ? JSON.stringify(event.event) : ''))
    assert.ok(json.some((text) => text.includes('<redacted>')))
  }
})

creating.run()
