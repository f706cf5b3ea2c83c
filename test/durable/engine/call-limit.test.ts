import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentService } from '../../../machines/index.ts'
import { bare } from '../../machines/examples.ts'
import { chooseSms, quiet, world, type World } from './world.ts'

const limit = suite('a call that nobody answers')

const otp = { type: 'factor.chosen', factorType: 'OTP' } as const

const never = () => () => new Promise<never>(() => undefined)

/** A service that neither answers these calls nor heeds their signals. */
const deafIn =
  ({ sandbox }: World, ...calls: readonly (keyof Omit<EnrollmentService, 'limits'>)[]) =>
  (): EnrollmentService => ({
    ...sandbox.service(),
    ...Object.fromEntries(calls.map((call) => [call, never])),
  })

limit('holds its place no longer than somebody waits for it', async () => {
  const w = world()
  let isDeaf = true
  const deaf = deafIn(w, 'sendEnrollFactorRequest', 'listEnrolledFactors')
  const service = () => (isDeaf ? deaf() : w.sandbox.service())
  const { engine, create, send, state } = w.process({ maxInFlight: 2, service })
  await engine.start()
  for (const id of ['a', 'b']) await create(id, otp)
  await create('c', otp)
  isDeaf = false
  assert.equal([engine.health().inFlight, engine.health().waiting], [2, 1])
  await send('a', bare('enrollment.cancelled'))
  assert.is(await state('c'), 'awaitingCode')
  await engine.erase('b')
  await quiet()
  const { inFlight, waiting, abandoned } = engine.health()
  // Each asks for a token and for the list.
  assert.equal({ inFlight, waiting, abandoned }, { inFlight: 0, waiting: 0, abandoned: 4 })
  await engine.stop()
})

limit('is given up after a minute: a message may have gone out', async () => {
  const w = world()
  const { engine, create, send, state } = w.process({ service: deafIn(w, 'sendEnrollFactorRequest') })
  await engine.start()
  await create('one', chooseSms)
  await w.pass(59_000)
  assert.is(await state('one'), 'requesting')
  await w.pass(1_000)
  const view = await engine.view('one')
  assert.equal([view?.state, view?.error], ['idle', 'timedOut'])
  const again = await send('one', chooseSms)
  assert.is(again?.accepted === false && again.reason, 'coolingDown')
  assert.is(engine.health().abandoned, 1)
  await engine.stop()
})

limit('is looked up if it was a bind, within the limit that was given', async () => {
  const w = world()
  const { engine, create, send, state } = w.process({
    service: deafIn(w, 'enrollFactor'),
    callLimitMs: 10_000,
  })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  await send('one', w.code())
  await w.pass(9_000)
  assert.is(await state('one'), 'binding')
  await w.pass(1_000)
  assert.is(await state('one'), 'reconciling')
  assert.is(w.asked('listEnrolledFactors'), 2)
  await engine.stop()
})

limit('costs the challenge nothing if it was the list beside the request', async () => {
  const w = world()
  const { engine, create, state } = w.process({
    service: deafIn(w, 'listEnrolledFactors'),
    callLimitMs: 10_000,
  })
  await engine.start()
  await create('one', chooseSms)
  await w.pass(10_000)
  assert.is(await state('one'), 'awaitingCode')
  await engine.stop()
})

limit('is a no if it was beforeEnrollment, and its host is told', async () => {
  const w = world()
  const signals: AbortSignal[] = []
  const { engine, create, defects } = w.process({
    callLimitMs: 10_000,
    beforeEnrollment: ({ signal }) => {
      signals.push(signal)
      return new Promise(() => undefined)
    },
  })
  await engine.start()
  await create('one', chooseSms)
  await w.pass(10_000)
  const view = await engine.view('one')
  assert.equal([view?.state, view?.error], ['idle', 'stepUpRequired'])
  assert.is(signals[0]?.aborted, true)
  assert.match(String(defects), 'within 10000 ms')
  assert.equal(w.sandbox.requests, [])
  await engine.stop()
})

limit('that ends at last is forgotten, also if it ends badly', async () => {
  const w = world()
  const endings: ((end: 'answer' | 'throw') => void)[] = []
  const service = (): EnrollmentService => ({
    ...w.sandbox.service(),
    sendEnrollFactorRequest: () => () =>
      new Promise((resolve, reject) =>
        endings.push((end) =>
          end === 'throw'
            ? reject(new Error('at last'))
            : resolve({ _tag: 'Left', left: { _tag: 'forbidden' } }),
        ),
      ),
  })
  const { engine, create, send, state } = w.process({ service })
  for (const id of ['a', 'b']) {
    await create(id, otp)
    await quiet()
    await send(id, bare('enrollment.cancelled'))
  }
  assert.is(engine.health().abandoned, 2)
  endings[0]?.('throw')
  endings[1]?.('answer')
  await quiet()
  assert.is(engine.health().abandoned, 0)
  assert.equal([await state('a'), await state('b')], ['cancelled', 'cancelled'])
  await engine.stop()
})

limit.run()
