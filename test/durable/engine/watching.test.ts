import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView } from '../../../src/view/index.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { chooseSms, quiet, world, type Process } from './world.ts'

const watching = suite('whoever watches an enrollment')

const heardBy = ({ engine }: Process, id = 'one') => {
  const views: EnrollmentView[] = []
  const gone: string[] = []
  const stop = engine.watch(
    id,
    (view) => views.push(view),
    () => gone.push(id),
  )
  return { views, gone, states: () => views.map(({ state }) => state), stop }
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

watching(
  'is told when it was erased, here or elsewhere, and hears of one that comes in its place',
  async () => {
    const { process, pass } = world()
    const [here, there] = [process(), process()]
    for (const eraser of [here, there]) {
      await here.create('one')
      await here.send('one', { type: 'enrollment.cancelled' })
      const { states, gone, stop } = heardBy(here)
      await pass(1_000)
      await eraser.engine.erase('one')
      await pass(1_000)
      await pass(3_000)
      assert.equal([states(), gone], [['cancelled'], ['one']])
      await there.create('one')
      await pass(1_000)
      assert.equal(states(), ['cancelled', 'idle'])
      stop()
      await here.engine.erase('one')
    }
    await Promise.all([here.engine.stop(), there.engine.stop()])
  },
)

watching('is told at once that there is no such enrollment, and only whoever came just now', async () => {
  const { process, clock } = world()
  const it = process()
  const first = heardBy(it)
  clock.advance(0)
  await quiet()
  assert.equal(first.gone, ['one'])
  const second = heardBy(it)
  clock.advance(0)
  await quiet()
  assert.equal([first.gone, second.gone], [['one'], ['one']])
  await it.engine.stop()
})

watching('hears nothing anew because somebody else watches, too', async () => {
  const { process, clock } = world()
  const it = process()
  await it.create('one')
  const first = heardBy(it)
  clock.advance(0)
  await quiet()
  const second = heardBy(it)
  clock.advance(0)
  await quiet()
  assert.equal([first.states(), second.states()], [['idle'], ['idle']])
  await it.engine.stop()
})

watching('reads at once what somebody new wants to hear, and nothing else', async () => {
  const shared = memoryStore()
  const read: string[] = []
  const w = world({
    store: {
      ...shared,
      read: (ids) => {
        read.push(...ids)
        return shared.read(ids)
      },
    },
  })
  const it = w.process()
  for (const id of ['a', 'b']) await it.create(id)
  heardBy(it, 'a')
  w.clock.advance(0)
  await quiet()
  read.length = 0
  heardBy(it, 'b')
  w.clock.advance(0)
  await quiet()
  assert.equal(read, ['b'])
  await it.engine.stop()
})

watching('in great numbers lets others have their turn in between', async () => {
  const { process, clock } = world()
  const it = process()
  const ids = Array.from({ length: 300 }, (_, index) => `e${index}`)
  await Promise.all(ids.map((id) => it.create(id)))
  let told = 0
  let mostInOneTurn = 0
  let before = 0
  for (const id of ids) it.engine.watch(id, () => (told += 1))
  clock.advance(0)
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    mostInOneTurn = Math.max(mostInOneTurn, told - before)
    before = told
  }
  assert.is(told, 300)
  assert.ok(mostInOneTurn <= 64, `${mostInOneTurn} in one turn`)
  await it.engine.stop()
})

watching.run()
