import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentStore } from '../../../src/durable/store/enrollment-store.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { StoreError } from '../../../src/durable/store/store-error.ts'
import { chooseSms, quiet, world } from './world.ts'

const failing = suite('an engine whose store fails')

/** When the store fails, and whether that was before or after it had done its work. */
type Trouble = 'none' | 'before' | 'unknownBefore' | 'unknownAfter' | 'read'

const full = () => new StoreError('full', 'There is no room left. Make room on its disk.')
const unknown = () => new StoreError('outcomeUnknown', 'The connection was lost.')

const troubled = (next: () => Trouble): EnrollmentStore => {
  const store = memoryStore()
  return {
    ...store,
    read: async (ids) => {
      if (next() === 'read') throw full()
      return store.read(ids)
    },
    readDue: async (now, limit) => {
      if (next() === 'read') throw full()
      return store.readDue(now, limit)
    },
    commit: async (changes) => {
      const trouble = next()
      if (trouble === 'before') throw full()
      if (trouble === 'unknownBefore') throw unknown()
      const made = await store.commit(changes)
      if (trouble === 'unknownAfter') throw unknown()
      return made
    },
  }
}

const scripted = (...troubles: readonly Trouble[]) => {
  const left = [...troubles]
  return troubled(() => left.shift() ?? 'none')
}

failing(
  'rejects a command that could not be stored, asks the service nothing, and goes on later',
  async () => {
    const { process, asked } = world({ store: scripted('before') })
    const { engine, create, state } = process()
    const rejection: unknown = await create('one', chooseSms).catch((error: unknown) => error)
    assert.instance(rejection, StoreError)
    await quiet()
    assert.is(asked('sendEnrollFactorRequest'), 0)
    assert.is(await engine.view('one'), null)
    assert.is((await create('one', chooseSms)).isNew, true)
    await quiet()
    assert.is(await state('one'), 'awaitingCode')
    assert.is(asked('sendEnrollFactorRequest'), 1)
    await engine.stop()
  },
)

failing('a commit that was made although it failed counts as made', async () => {
  const { process, asked } = world({ store: scripted('unknownAfter') })
  const { engine, create, state } = process()
  assert.is((await create('one', chooseSms)).answer.accepted, true)
  await quiet()
  assert.is(await state('one'), 'awaitingCode')
  assert.is(asked('sendEnrollFactorRequest'), 1)
  await engine.stop()
})

failing('a commit that was not made and failed is made again from what stands there', async () => {
  const { process, asked } = world({ store: scripted('none', 'none', 'none', 'none', 'unknownBefore') })
  const { engine, create, send, state } = process()
  await create('one', chooseSms)
  await quiet()
  await send('one', { type: 'code.submitted', passCode: '000000' })
  assert.is(await state('one'), 'awaitingCode')
  assert.is(asked('enrollFactor'), 1)
  await engine.stop()
})

failing('keeps the answer of a bind, and stores it once the store works again', async () => {
  let trouble: Trouble = 'none'
  const { process, pass, code, asked, sandbox } = world({ store: troubled(() => trouble) })
  const { engine, create, send, state, defects, bound } = process()
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 1_000 })
  await send('one', code())
  trouble = 'before'
  await pass(20_000)
  assert.is(sandbox.factors().length, 1)
  assert.is(await state('one'), 'binding')
  assert.match(engine.health().storeFailure ?? '', 'Make room')
  assert.is(defects.length, 1, 'told once')
  trouble = 'none'
  await pass(11_000)
  assert.is(await state('one'), 'done')
  assert.is(engine.health().storeFailure, null)
  assert.is(bound.length, 1)
  assert.equal([asked('enrollFactor'), asked('listEnrolledFactors')], [1, 1])
  await engine.stop()
})

failing('is well again as soon as it can look what is due, also where nothing is written', async () => {
  let trouble: Trouble = 'none'
  const { process, pass } = world({ store: troubled(() => trouble) })
  const { engine, defects } = process()
  await engine.start()
  trouble = 'read'
  await pass(16_000)
  assert.match(engine.health().storeFailure ?? '', 'Make room')
  assert.is(defects.length, 1, 'told once')
  trouble = 'none'
  await pass(11_000)
  assert.is(engine.health().storeFailure, null)
  await engine.stop()
})

/** What a person does until it is bound: whatever can be sent now, again and again. */
const persistently = async (
  w: ReturnType<typeof world>,
  id: string,
  engine: ReturnType<ReturnType<typeof world>['process']>,
) => {
  for (let minute = 0; minute < 40; minute += 1) {
    const view = await engine.engine.view(id).catch(() => undefined)
    if (view === null) await engine.create(id, chooseSms).catch(() => undefined)
    if (view?.state === 'done') return
    if (view?.state === 'idle') await engine.send(id, chooseSms).catch(() => undefined)
    if (view?.state === 'expired')
      await engine.send(id, { type: 'enrollment.renewed' }).catch(() => undefined)
    if (view?.state === 'failed')
      await engine.send(id, { type: 'enrollment.restarted' }).catch(() => undefined)
    if (view?.state === 'awaitingCode') await engine.send(id, w.code()).catch(() => undefined)
    await w.pass(7_000)
  }
}

failing('at random points loses nothing, binds nothing twice and sends no message too many', async () => {
  const trouble = fc.constantFrom<Trouble>(
    'none',
    'none',
    'none',
    'before',
    'unknownBefore',
    'unknownAfter',
    'read',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { minLength: 5, maxLength: 40 }), async (troubles) => {
      let isOver = false
      const left = [...troubles]
      const w = world({ store: troubled(() => (isOver ? 'none' : (left.shift() ?? 'none'))) })
      const process = w.process()
      await process.engine.start()
      await persistently(w, 'one', process)
      isOver = true
      assert.is(await process.state('one'), 'done')
      const factors = w.sandbox.factors()
      assert.is(factors.length, 1)
      assert.is(process.bound.length, 1)
      const sent = w.sandbox.outbox.map(({ sentAt }) => sentAt)
      for (const [index, at] of sent.entries())
        if (index > 0) assert.ok(at - (sent[index - 1] ?? 0) >= 60_000, 'a message within the minute')
      const refusedSends = w.sandbox.requests.filter(
        ({ endpoint, statusCode }) => endpoint === 'sendEnrollFactorRequest' && statusCode !== 200,
      )
      assert.equal(refusedSends, [], 'the server never had to refuse a message')
      await process.engine.stop()
    }),
    { numRuns: 12 },
  )
})

failing.run()
