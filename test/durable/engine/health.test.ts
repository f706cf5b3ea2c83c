import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createReports } from '../../../src/durable/engine/reports.ts'
import { UnreadableEnrollmentError } from '../../../src/durable/engine/rows.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { StoreError } from '../../../src/durable/store/store-error.ts'
import { bare } from '../../machines/examples.ts'
import { chooseSms, quiet, world, type World } from './world.ts'

const health = suite('the health of an engine')

/** A store that can be told not to read, or not to write. */
const breakable = () => {
  const store = memoryStore()
  const broken = { reading: false, writing: false }
  const full = () => new StoreError('full', 'There is no room left. Make room on its disk.')
  const gone = () => new StoreError('unavailable', 'The server cannot be reached.')
  const reading =
    <Args extends readonly unknown[], A>(work: (...args: Args) => Promise<A>) =>
    async (...args: Args) => {
      if (broken.reading) throw gone()
      return work(...args)
    }
  return {
    broken,
    store: {
      ...store,
      read: reading(store.read),
      readDue: reading(store.readDue),
      nextDue: reading(store.nextDue),
      commit: async (changes: Parameters<typeof store.commit>[0]) => {
        if (broken.writing) throw full()
        return store.commit(changes)
      },
    },
  }
}

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.unreachable('it should have been refused'),
    () => undefined,
  )

health('tells of a full disk as soon as a command was refused, and tells of it once', async () => {
  const { store, broken } = breakable()
  const { engine, create, state, defects } = world({ store }).process()
  await engine.start()
  await create('one')
  broken.writing = true
  for (const id of ['a', 'b', 'c']) await refused(create(id, chooseSms))
  // What can be read all the same is no sign that it can be written.
  assert.is(await state('one'), 'idle')
  assert.match(engine.health().storeFailure ?? '', 'Make room')
  assert.is(defects.length, 1)
  await engine.stop()
})

health(
  'tells of one outage once in each of its forms, however they take turns, and of the next one anew',
  () => {
    const defects: string[] = []
    const { failed, storeWorks } = createReports((defect) => defects.push(String(defect)))
    const outage = () => {
      for (const message of ['no answer', 'connection lost', 'no answer', 'connection lost'])
        failed(new StoreError('unavailable', message))
    }
    outage()
    const once = ['StoreError: no answer', 'StoreError: connection lost']
    assert.equal(defects, once)
    storeWorks()
    outage()
    assert.equal(defects, [...once, ...once])
  },
)

health('is good again once the store can be written, though nobody asks for anything', async () => {
  const { store, broken } = breakable()
  const { process, pass, row } = world({ store })
  const { engine, create } = process()
  await engine.start()
  broken.writing = true
  await refused(create('one', chooseSms))
  await pass(20_000)
  assert.match(engine.health().storeFailure ?? '', 'Make room')
  broken.writing = false
  await pass(16_000)
  assert.is(engine.health().storeFailure, null)
  assert.is(await row('one'), undefined)
  assert.is(await store.nextDue(), null, 'nothing is left of looking whether it can be written')
  await engine.stop()
})

health('is good again once the store can be read, though nothing is written', async () => {
  const { store, broken } = breakable()
  const { process, pass } = world({ store })
  const { engine, defects } = process()
  await engine.start()
  broken.reading = true
  await pass(16_000)
  assert.match(engine.health().storeFailure ?? '', 'cannot be reached')
  assert.is(defects.length, 1)
  broken.reading = false
  assert.is(await engine.view('nobody'), null)
  assert.is(engine.health().storeFailure, null)
  await engine.stop()
})

/** As somebody would who writes into the database. */
const damage = async ({ store, row }: World, id: string) => {
  const now = await row(id)
  if (now === undefined) throw new Error('there is no such row')
  await store.commit([
    { type: 'erase', id, of: now.revision },
    { type: 'insert', row: { ...now, sealed: now.sealed.subarray(0, 40) } },
  ])
  return () =>
    store.commit([
      { type: 'erase', id, of: now.revision },
      { type: 'insert', row: now },
    ])
}

health('tells once of each enrollment that cannot be read, whoever asks for it and how often', async () => {
  const w = world()
  const { engine, create, defects } = w.process()
  await engine.start()
  for (const id of ['a', 'b', 'c']) {
    await create(id)
    await damage(w, id)
    await refused(engine.view(id))
    await refused(engine.send(id, bare('enrollment.cancelled')))
    engine.watch(id, () => undefined)
  }
  await w.pass(5_000)
  assert.equal(
    defects.map((defect) => defect instanceof UnreadableEnrollmentError && defect.id),
    ['a', 'b', 'c'],
  )
  await engine.stop()
})

health('tells once of a key that is missing, however many it had sealed', async () => {
  const { process } = world()
  const before = process()
  for (const id of ['a', 'b', 'c']) await before.create(id)
  const { engine, defects } = process({ keys: [newSealingKey()] })
  for (const id of ['a', 'b', 'c']) await refused(engine.view(id))
  assert.is(defects.length, 1)
  assert.match(engine.health().unreadable ?? '', 'key')
})

health('forgets an enrollment that could not be read once it can, is erased, or is gone', async () => {
  const w = world()
  const { engine, create, defects } = w.process()
  await create('one')
  const mend = await damage(w, 'one')
  await refused(engine.view('one'))
  assert.match(engine.health().unreadable ?? '', 'Enrollment one')
  await mend()
  assert.is((await engine.view('one'))?.state, 'idle')
  assert.is(engine.health().unreadable, null)
  await damage(w, 'one')
  await refused(engine.view('one'))
  assert.is(defects.length, 2, 'it was well in between')
  await engine.erase('one')
  assert.is(engine.health().unreadable, null)
  await create('two')
  await damage(w, 'two')
  await refused(engine.view('two'))
  await w.store.commit([{ type: 'erase', id: 'two', of: 1 }])
  await quiet()
  assert.is(await engine.view('two'), null)
  assert.is(engine.health().unreadable, null)
})

health.run()
