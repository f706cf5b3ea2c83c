import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView } from '../../../src/view/index.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { chooseSms, quiet, world, type Process } from './world.ts'

const watching = suite('whoever watches an enrollment')

const heardBy = ({ engine }: Process, id = 'one') => {
  const views: EnrollmentView[] = []
  const stop = engine.watch(id, (view) => views.push(view))
  return { views, states: () => views.map(({ state }) => state), stop }
}

watching('hears how it is, and then of each change at once', async () => {
  const { process, clock, code } = world()
  const it = process()
  await it.create('one')
  const { states, stop } = heardBy(it)
  clock.advance(0)
  await quiet()
  assert.equal(states(), ['idle'])
  await it.send('one', chooseSms)
  await it.send('one', code())
  assert.equal(states(), ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
  stop()
  await it.engine.erase('one')
  assert.is(clock.pending.size, 0)
  await it.engine.stop()
})

watching('hears of what another engine did, within a second or so', async () => {
  const { process, pass, clock } = world()
  const [here, there] = [process(), process()]
  await there.create('one')
  const { states, stop } = heardBy(here)
  clock.advance(0)
  await quiet()
  await there.send('one', chooseSms)
  await pass(1_000)
  assert.equal(states(), ['idle', 'awaitingCode'])
  stop()
  await Promise.all([here.engine.stop(), there.engine.stop()])
})

watching('hears when its view changes by time alone', async () => {
  const { process, pass } = world()
  const it = process()
  await it.create('one', chooseSms)
  await quiet()
  const { views, states } = heardBy(it)
  await pass(41_000)
  assert.equal(states(), ['awaitingCode', 'awaitingCode'])
  assert.ok(views[1]?.announce !== views[0]?.announce, 'the last seconds are read out')
  await pass(21_000)
  assert.is(states().at(-1), 'expired')
  await it.engine.stop()
})

watching('is not disturbed by a listener that throws, or by one that stops while it listens', async () => {
  const { process, clock } = world()
  const it = process()
  await it.create('one')
  const first = it.engine.watch('one', () => {
    first()
    throw new Error('a bug of the host')
  })
  const { states } = heardBy(it)
  clock.advance(0)
  await quiet()
  await it.send('one', chooseSms)
  assert.equal(states(), ['idle', 'requesting', 'awaitingCode'])
  assert.is(it.defects.length, 1)
  await it.engine.stop()
})

watching('hears nothing of one that is not there until it is', async () => {
  const { process, pass } = world()
  const it = process()
  const { states } = heardBy(it, 'later')
  await pass(2_000)
  assert.equal(states(), [])
  await it.create('later')
  assert.equal(states(), ['idle'])
  await it.engine.stop()
})

watching('hears of the others where one cannot be opened', async () => {
  const { process, pass } = world()
  await process({ keys: [newSealingKey()] }).create('sealed')
  const it = process()
  await it.create('one')
  const unread = heardBy(it, 'sealed')
  const { states } = heardBy(it)
  await pass(2_000)
  assert.equal([unread.states(), states()], [[], ['idle']])
  assert.match(it.engine.health().unreadable ?? '', 'key')
  await it.engine.stop()
})

watching('hears that it is gone, here or elsewhere, and that it never was', async () => {
  const { process, pass } = world()
  const [here, there] = [process(), process()]
  const gone: string[] = []
  for (const id of ['one', 'two', 'never']) {
    if (id !== 'never') await here.create(id)
    here.engine.watch(
      id,
      () => undefined,
      () => gone.push(id),
    )
  }
  await pass(2_000)
  assert.equal(gone, ['never'])
  await here.engine.erase('one')
  await there.engine.erase('two')
  await pass(3_000)
  assert.equal(gone.toSorted(), ['never', 'one', 'two'], 'each of them once')
  await Promise.all([here.engine.stop(), there.engine.stop()])
})

watching.run()
