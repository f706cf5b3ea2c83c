import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSchedule, type ScheduleOptions } from '../../../src/durable/engine/schedule.ts'
import { testClock } from '../../live/live-enrollment.ts'
import { heldStore } from './held-store.ts'
import { chooseSms, quiet, world } from './world.ts'

const schedule = suite('the schedule of an engine')

/** A schedule whose every look at what is next can be made to wait. */
const scheduled = (given: Partial<ScheduleOptions> = {}) => {
  const clock = testClock()
  const looks: number[] = []
  let waits: (() => void)[] = []
  let isSlow = false
  const made = createSchedule({
    clock,
    atLeastEveryMs: 15_000,
    nextDue: async () => {
      if (isSlow) await new Promise<void>((resolve) => waits.push(resolve))
      return null
    },
    doSlice: async () => {
      looks.push(clock.now())
      return false
    },
    failed: () => undefined,
    ...given,
  })
  return {
    ...made,
    clock,
    looks,
    slow: (is: boolean) => {
      isSlow = is
      for (const go of waits) go()
      waits = []
    },
  }
}

schedule('looks once more if something became due while it looked', async () => {
  const { start, stop, arm, looks, clock, slow } = scheduled()
  await start()
  await quiet()
  slow(true)
  arm(clock.now() + 1_000)
  clock.advance(1_000)
  await quiet()
  // The look is under way, and its slice was read, when a row is written that is due soon.
  arm(clock.now() + 200)
  clock.advance(300)
  await quiet()
  const before = looks.length
  slow(false)
  await quiet()
  assert.is(looks.length, before + 1)
  await stop()
  assert.is(clock.pending.size, 0)
})

schedule('looks no more than it is asked to', async () => {
  const { start, stop, looks, clock } = scheduled()
  await start()
  await quiet()
  assert.is(looks.length, 1)
  clock.advance(15_000)
  await quiet()
  assert.is(looks.length, 2)
  await stop()
})

const starting = suite('an engine that starts')

starting('says what is wrong with its store, and can be started once that is mended', async () => {
  const w = world()
  const held = heldStore(w.store)
  const first = w.process()
  await first.create('one', chooseSms)
  await quiet()
  first.kill()
  w.clock.advance(61_000)
  const { engine } = w.process({ store: held.store })
  held.cut(true)
  const rejection: unknown = await engine.start().catch((error: unknown) => error)
  assert.match(String(rejection), 'cannot be reached')
  held.cut(false)
  await w.pass(20_000)
  assert.is((await w.row('one'))?.revision, 2, 'nothing was begun')
  await engine.start()
  await quiet()
  assert.is((await w.row('one'))?.revision, 3)
  await engine.stop()
})

starting('does not wait for what was left behind', async () => {
  const w = world()
  const held = heldStore(w.store)
  const first = w.process()
  for (let index = 0; index < 50; index += 1)
    await first.create(`e${index}`, { type: 'factor.chosen', factorType: 'OTP' })
  await quiet()
  first.kill()
  w.clock.advance(61_000)
  const { engine, state } = w.process({ store: held.store })
  held.hold()
  await engine.start()
  assert.is(await state('e49'), 'expired')
  assert.is((await w.row('e49'))?.revision, 2)
  held.letGo()
  await quiet(200)
  assert.is((await w.row('e49'))?.revision, 3)
  await engine.stop()
})

starting('stays stopped if it was stopped while it started', async () => {
  const { process, clock } = world()
  const { engine } = process()
  const started = engine.start().then(
    () => 'started',
    (error: unknown) => String(error),
  )
  await engine.stop()
  assert.match(await started, 'stopped for good')
  assert.is(clock.pending.size, 0)
})

schedule.run()
starting.run()
