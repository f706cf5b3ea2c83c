import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { bare } from '../../machines/examples.ts'
import { heldStore } from './held-store.ts'
import { accessToken, chooseSms, phone, quiet, world, type World } from './world.ts'

const lost = suite('an engine that lost a lease')

const leaseMs = 15_000
const token = { accessToken: redact(accessToken) }
const other = { ...chooseSms, profile: { ...phone, phoneNumber: '18812345671' } }

/** At another engine the bind is found not to have been made, and its person leaves. */
const cancelledElsewhere = async (w: World) => {
  const second = w.process()
  await second.engine.start()
  await w.pass(leaseMs + 6_000)
  assert.is(await second.state('one'), 'awaitingCode')
  await second.send('one', bare('enrollment.cancelled'))
  assert.is(await second.state('one'), 'cancelled')
  return second
}

const nothingWasBound = ({ asked, sandbox }: World) => {
  assert.is(asked('enrollFactor'), 0)
  assert.equal(sandbox.factors(), [])
}

lost('binds nothing when its commit is answered after the lease', async () => {
  const w = world()
  const held = heldStore(w.store)
  const first = w.process({ store: held.store })
  await first.create('one', chooseSms)
  await quiet()
  held.hold()
  const sent = first.engine.send('one', w.code(), token)
  await quiet()
  const second = await cancelledElsewhere(w)
  held.letGo()
  assert.is((await sent)?.accepted, true)
  await quiet()
  nothingWasBound(w)
  assert.is(await second.state('one'), 'cancelled')
  await Promise.all([first.engine.stop(), second.engine.stop()])
})

lost('binds nothing when hardly anything is left of the lease', async () => {
  const w = world()
  const held = heldStore(w.store)
  const { engine, create, state } = w.process({ store: held.store })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  held.hold()
  void engine.send('one', w.code(), token)
  await quiet()
  w.clock.jump(leaseMs - 1_000)
  held.letGo()
  await quiet()
  nothingWasBound(w)
  assert.is(await state('one'), 'binding')
  // The engine sees the end of its own lease, too.
  await w.pass(leaseMs + 8_000)
  assert.is(await state('one'), 'awaitingCode')
  assert.equal(engine.health(), { ...engine.health(), inFlight: 0, waiting: 0, abandoned: 0 })
  await engine.stop()
})

/** An engine with one place, which is taken, and a bind that waits for it. */
const withQueuedBind = async (w: World) => {
  const held = heldStore(w.store)
  let answer: (agreed: boolean) => void = () => undefined
  const first = w.process({
    store: held.store,
    maxInFlight: 1,
    beforeEnrollment: ({ enrollmentId }) =>
      enrollmentId !== 'slow' || new Promise((resolve) => void (answer = resolve)),
  })
  await first.engine.start()
  await first.create('one', chooseSms)
  await quiet()
  await first.create('slow', other)
  const sent = await first.send('one', w.code())
  assert.equal([sent?.accepted, first.engine.health().waiting], [true, 1])
  return { first, held, free: () => answer(false) }
}

lost('drops what waits for a place while it is cut off from the store', async () => {
  const w = world()
  const { first, held, free } = await withQueuedBind(w)
  held.cut(true)
  const second = await cancelledElsewhere(w)
  assert.is(first.engine.health().waiting, 0)
  free()
  await quiet()
  nothingWasBound(w)
  held.cut(false)
  await w.pass(11_000)
  assert.is(await first.state('one'), 'cancelled')
  await Promise.all([first.engine.stop({ graceMs: 0 }), second.engine.stop()])
})

lost('does not begin what waited for a place while it stood still', async () => {
  const w = world()
  const { first, free } = await withQueuedBind(w)
  // The time of day goes on, and no timer of it runs.
  w.clock.jump(leaseMs + 1_000)
  free()
  await quiet()
  nothingWasBound(w)
  await w.pass(leaseMs + 8_000)
  assert.is(await first.state('one'), 'awaitingCode')
  await first.engine.stop()
})

lost('does not believe in a lease that was prolonged after its end', async () => {
  const w = world()
  const { first, held, free } = await withQueuedBind(w)
  held.hold()
  await w.pass(6_000)
  w.clock.jump(leaseMs)
  held.letGo()
  await quiet()
  assert.is(first.engine.health().waiting, 0)
  free()
  await quiet()
  nothingWasBound(w)
  await first.engine.stop({ graceMs: 0 })
})

lost('with its clock set back begins nothing that waited, and restores it within two leases', async () => {
  const w = world()
  const { first, free } = await withQueuedBind(w)
  w.clock.jump(-3_600_000)
  free()
  await quiet()
  nothingWasBound(w)
  await w.pass(2 * leaseMs + 8_000)
  // Its token's request left in the future, so nobody can say how long the token lives.
  assert.is(await first.state('one'), 'expired')
  await first.engine.stop()
})

lost('sends nothing after it stood still in beforeEnrollment', async () => {
  const w = world()
  let agree: (agreed: boolean) => void = () => undefined
  const { engine, create, state } = w.process({
    beforeEnrollment: () => new Promise((resolve) => void (agree = resolve)),
  })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  w.clock.jump(leaseMs + 1_000)
  agree(true)
  await quiet()
  assert.equal([w.sandbox.outbox, w.sandbox.requests], [[], []])
  await w.pass(leaseMs)
  assert.equal([await state('one'), w.sandbox.outbox], ['idle', []])
  await engine.stop()
})

lost('aborts its call at the end of the lease, though the store hangs', async () => {
  const w = world()
  const held = heldStore(w.store)
  const signals: AbortSignal[] = []
  const { engine, create } = w.process({
    store: held.store,
    beforeEnrollment: ({ signal }) => {
      signals.push(signal)
      return new Promise(() => undefined)
    },
  })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  held.hold()
  await w.pass(leaseMs - 1_000)
  assert.is(signals[0]?.aborted, false)
  await w.pass(1_000)
  assert.is(signals[0]?.aborted, true)
  assert.is(engine.health().inFlight, 0)
  held.letGo()
  await engine.stop({ graceMs: 0 })
})

lost.run()
