import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentStore } from '../../../src/durable/store/enrollment-store.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { StoreError } from '../../../src/durable/store/store-error.ts'
import { bare } from '../../machines/examples.ts'
import { chooseSms, quiet, world } from './world.ts'

const broken = suite('a store of somebody else that does not do as it should')

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.unreachable('it should have been refused'),
    (error: unknown) => error,
  )

/** With one function in another form, as a host without types may write it. */
const storeWith = (commit: (changes: readonly unknown[]) => unknown) => {
  const store = memoryStore()
  const isOn = { broken: false }
  const mine: EnrollmentStore = {
    ...store,
    commit: async (changes) =>
      isOn.broken ? JSON.parse(JSON.stringify(commit(changes) ?? null)) : store.commit(changes),
  }
  return { store: mine, isOn }
}

for (const [what, commit] of Object.entries({
  'an empty list': () => [],
  nothing: () => undefined,
  'numbers of rows': (changes: readonly unknown[]) => changes.map(() => 1),
  'too many': () => [true, true, true],
}))
  broken(`answers a commit with ${what}: the command is refused, and says why`, async () => {
    const { store, isOn } = storeWith(commit)
    const { engine, create, defects } = world({ store }).process()
    await engine.start()
    await create('one')
    isOn.broken = true
    const error = await errorOf(engine.send('one', chooseSms))
    assert.instance(error, StoreError)
    assert.match(String(error), /commit.*true or false/)
    assert.match(engine.health().storeFailure ?? '', 'commit')
    assert.is(defects.length, 1)
    isOn.broken = false
    await engine.stop()
  })

broken('never makes a change: after some tries the command is refused', async () => {
  const { store, isOn } = storeWith((changes) => changes.map(() => false))
  const { process, clock, commits } = world({ store })
  const { engine, create } = process()
  await create('one')
  isOn.broken = true
  let ended: unknown = null
  const asked = [engine.send('one', bare('enrollment.cancelled')), engine.erase('one')].map(errorOf)
  void Promise.all(asked).then((errors) => {
    ended = errors
  })
  const before = commits.length
  for (let second = 0; second < 200 && ended === null; second += 1) {
    clock.advance(1_000)
    await quiet(4)
  }
  for (const error of await Promise.all(asked)) {
    assert.instance(error, StoreError)
    assert.is(error instanceof StoreError && error.trouble, 'locked')
  }
  assert.ok(commits.length - before <= 50, 'it does not ask for ever')
  await engine.stop()
})

for (const silent of ['readDue', 'nextDue', 'read', 'commit'] as const)
  broken(`does not answer ${silent}: stop ends all the same`, async () => {
    const store = memoryStore()
    let isSilent = false
    const never = () => new Promise<never>(() => undefined)
    const { process, pass, clock } = world({
      store: {
        ...store,
        read: (ids) => (isSilent && silent === 'read' ? never() : store.read(ids)),
        readDue: (now, limit) => (isSilent && silent === 'readDue' ? never() : store.readDue(now, limit)),
        nextDue: () => (isSilent && silent === 'nextDue' ? never() : store.nextDue()),
        commit: (changes) => (isSilent && silent === 'commit' ? never() : store.commit(changes)),
      },
    })
    const { engine, create, send } = process({ leaseMs: 1_000 })
    await engine.start()
    await create('one', chooseSms)
    await quiet()
    isSilent = true
    void send('one', { type: 'code.submitted', passCode: '123456' })
    await pass(2_000)
    let isStopped = false
    void engine.stop({ graceMs: 2_000 }).then(() => {
      isStopped = true
    })
    await pass(3_000)
    assert.is(isStopped, true)
    // A dead store answers no heart, and leaves nothing to wait for.
    assert.is(clock.pending.size, 0)
  })

broken(
  'loses the answer to a commit, and cannot be read: nobody is told that nothing was changed',
  async () => {
    const store = memoryStore()
    let isBroken = false
    const { process } = world({
      store: {
        ...store,
        read: async (ids) => {
          if (isBroken) throw new StoreError('unavailable', 'It cannot be reached. Nothing was changed.')
          return store.read(ids)
        },
        commit: async (changes) => {
          const made = await store.commit(changes)
          if (isBroken) throw new StoreError('outcomeUnknown', 'The connection was lost.')
          return made
        },
      },
    })
    const { create, state } = process()
    isBroken = true
    const error = await errorOf(create('one', chooseSms))
    assert.is(error instanceof StoreError && error.trouble, 'outcomeUnknown')
    isBroken = false
    assert.is(await state('one'), 'requesting')
  },
)

broken.run()
