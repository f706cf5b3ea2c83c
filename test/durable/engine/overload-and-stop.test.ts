import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare } from '../../machines/examples.ts'
import { chooseSms, quiet, world } from './world.ts'

const busy = suite('an engine with too much to do')

const otp = { type: 'factor.chosen', factorType: 'OTP' } as const

busy('refuses what it has no room for, and stores nothing of it', async () => {
  const { process, row, pass, sandbox } = world()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 5_000 })
  const { engine, create, send, state } = process({ maxInFlight: 2, maxWaiting: 1 })
  await create('idle')
  const made = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => create(id, otp)))
  assert.equal(
    made.map(({ isNew }) => isNew),
    [true, true, true, false, false],
  )
  const refused = made[4]?.answer
  assert.is(refused?.accepted === false && refused.reason, 'overloaded')
  assert.is(await row('e'), undefined)
  const before = await row('idle')
  const sent = await send('idle', otp)
  assert.is(sent?.accepted === false && sent.reason, 'overloaded')
  assert.equal(await row('idle'), before)
  const { inFlight, waiting } = engine.health()
  assert.equal({ inFlight, waiting }, { inFlight: 2, waiting: 1 })
  // What needs no call is taken all the same.
  assert.is((await send('idle', bare('enrollment.cancelled')))?.accepted, true)
  await pass(11_000)
  assert.is(await state('c'), 'awaitingCode')
  assert.is((await create('e', otp)).isNew, true)
  await engine.stop({ graceMs: 0 })
})

busy('without a queue still runs what it has places for', async () => {
  const { process } = world()
  const { engine, create } = process({ maxInFlight: 1, maxWaiting: 0 })
  const made = await Promise.all([create('a', otp), create('b', otp)])
  assert.equal(
    made.map(({ isNew }) => isNew),
    [true, false],
  )
  await quiet()
  assert.is((await create('b', otp)).isNew, true)
  await engine.stop({ graceMs: 0 })
})

busy('ends minutes on time also while no call can be made', async () => {
  const { process, pass, sandbox } = world()
  const { engine, create, state } = process({ maxInFlight: 1, maxWaiting: 0 })
  await engine.start()
  await create('minute', otp)
  await quiet()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 9_999 })
  await pass(52_000)
  await create('slow', otp)
  await pass(9_000)
  assert.is(await state('slow'), 'requesting')
  assert.is(await state('minute'), 'expired')
  await engine.stop({ graceMs: 0 })
})

busy('a lookup that finds no place is put off, and made later', async () => {
  const { process, pass, sandbox, code } = world()
  const { engine, create, send, state } = process({ maxInFlight: 1, maxWaiting: 0, leaseMs: 2_000 })
  await engine.start()
  await create('doubt', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  sandbox.faults.add({ kind: 'serverError', endpoint: 'listEnrolledFactors', times: 1 })
  await send('doubt', code())
  assert.is(await state('doubt'), 'reconciling')
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 7_000 })
  await create('slow', otp)
  await pass(6_000)
  assert.is(await state('doubt'), 'reconciling')
  await pass(5_000)
  assert.is(await state('doubt'), 'done')
  await engine.stop()
})

const stopping = suite('an engine that stops')

stopping('waits for its calls, stores what they answered, and takes nothing new', async () => {
  const { process, pass, sandbox, row, clock } = world()
  const { engine, create, send, state } = process()
  await engine.start()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 4_000 })
  await create('one', chooseSms)
  await quiet()
  let isStopped = false
  const stopped = engine.stop().then(() => {
    isStopped = true
  })
  await pass(2_000)
  assert.is(isStopped, false)
  const refused = await send('one', bare('enrollment.cancelled'))
  assert.is(refused?.accepted === false && refused.reason, 'stopping')
  const created = await create('two', otp)
  assert.equal([created.isNew, created.answer.accepted], [false, false])
  assert.is(await row('two'), undefined)
  await pass(3_000)
  await stopped
  assert.is(await state('one'), 'awaitingCode')
  assert.is(clock.pending.size, 0)
})

stopping('after its grace aborts what is left, and leaves a request to the next engine at once', async () => {
  const { process, pass, sandbox } = world()
  const first = process()
  await first.engine.start()
  sandbox.faults.add({ kind: 'hang', endpoint: 'sendEnrollFactorRequest', times: 1 })
  await first.create('one', chooseSms)
  await quiet()
  const stopped = first.engine.stop({ graceMs: 2_000 })
  await quiet()
  await pass(2_000)
  await stopped
  const second = process()
  await second.engine.start()
  await quiet()
  assert.is(await second.state('one'), 'idle')
  await second.engine.stop()
})

stopping('leaves a bind that it aborted to the next engine once its lease is over', async () => {
  const { process, pass, sandbox, code, asked, row } = world()
  const first = process()
  await first.engine.start()
  await first.create('one', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'hang', endpoint: 'enrollFactor', times: 1 })
  await first.send('one', code())
  const stopped = first.engine.stop({ graceMs: 2_000 })
  await quiet()
  await pass(2_000)
  await stopped
  assert.is((await row('one'))?.isLeased, true)
  const second = process()
  await second.engine.start()
  await pass(5_000)
  assert.is(await second.state('one'), 'binding')
  await pass(14_000)
  assert.is(await second.state('one'), 'awaitingCode')
  assert.is(asked('enrollFactor'), 1)
  await second.engine.stop()
})

stopping('finds a bind that arrived after it was aborted', async () => {
  const { process, pass, sandbox, clock, code } = world()
  const slow = sandbox.service()
  const service = () => ({
    ...slow,
    // Aborted or not, the server has it, and makes it after 7 s.
    enrollFactor: (...[bind, about]: Parameters<typeof slow.enrollFactor>) => {
      const bound = slow.enrollFactor(bind, { ...about, signal: new AbortController().signal })
      return () =>
        new Promise<Awaited<ReturnType<typeof bound>>>((resolve) =>
          clock.setTimeout(() => void bound().then(resolve), 7_000),
        )
    },
  })
  const first = process({ service })
  await first.engine.start()
  await first.create('one', chooseSms)
  await quiet()
  await first.send('one', code())
  const stopped = first.engine.stop({ graceMs: 500 })
  await quiet()
  await pass(500)
  await stopped
  const second = process()
  await second.engine.start()
  await pass(16_000)
  assert.is(await second.state('one'), 'done')
  assert.is(second.bound.length, 1)
  await second.engine.stop()
})

stopping('starts no more', async () => {
  const { process, clock } = world()
  const { engine } = process()
  await engine.start()
  await engine.stop()
  const rejection: unknown = await engine.start().catch((error: unknown) => error)
  assert.match(String(rejection), 'stopped for good')
  assert.is(clock.pending.size, 0)
})

stopping('may be asked to twice, and leaves no timer behind', async () => {
  const { process, pass, sandbox, clock } = world()
  const { engine, create } = process()
  await engine.start()
  engine.watch('one', () => undefined)
  sandbox.faults.add({ kind: 'hang', endpoint: 'sendEnrollFactorRequest', times: 1 })
  await create('one', otp)
  await quiet()
  const both = Promise.all([engine.stop({ graceMs: 1_000 }), engine.stop()])
  await quiet()
  await pass(1_000)
  await both
  await pass(12_000)
  assert.is(clock.pending.size, 0)
})

busy.run()
stopping.run()
