import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare } from '../../machines/examples.ts'
import { chooseSms, quiet, world } from './world.ts'

const time = suite('the time of an engine')

time('ends each minute on time, with one timer for all', async () => {
  const { process, clock } = world()
  const { engine, create, state } = process()
  await engine.start()
  for (const index of [0, 1, 2]) {
    await create(`e${index}`, { type: 'factor.chosen', factorType: 'OTP' })
    await quiet()
    clock.advance(1_000)
  }
  await quiet()
  assert.is(clock.pending.size, 1)
  // What is due is looked at every quarter of a minute at least.
  for (let second = 3; second < 60; second += 1) {
    clock.advance(1_000)
    await quiet(8)
  }
  clock.advance(20)
  await quiet()
  assert.equal(await Promise.all(['e0', 'e1', 'e2'].map(state)), ['expired', 'awaitingCode', 'awaitingCode'])
  clock.advance(1_000)
  await quiet()
  assert.is(await state('e1'), 'expired')
  await engine.stop()
})

time('expires at once what was due while nobody was there', async () => {
  const { process, clock, row } = world()
  const first = process()
  await first.create('one', chooseSms)
  await quiet()
  first.kill()
  clock.advance(3_600_000)
  const second = process()
  await second.engine.start()
  await quiet()
  assert.is((await row('one'))?.revision, 3)
  assert.is(await second.state('one'), 'expired')
  assert.equal(
    second.events.map(({ type }) => type),
    ['enrollment.expired'],
  )
  await second.engine.stop()
})

time(
  'shows nobody a token that is over, and takes what is asked of an expired one, before the schedule comes to it',
  async () => {
    const { process, clock, row, sandbox } = world()
    const { engine, create, send } = process()
    await create('one', chooseSms)
    await quiet()
    clock.advance(60_000)
    assert.is((await engine.view('one'))?.state, 'expired')
    assert.is((await row('one'))?.revision, 2)
    const renewed = await send('one', bare('enrollment.renewed'))
    assert.equal([renewed?.accepted, renewed?.view.state], [true, 'requesting'])
    assert.is(sandbox.outbox.length, 2)
    await engine.stop()
  },
)

time('a code that comes too late is refused as such, and expires the enrollment', async () => {
  const { process, clock, code, asked } = world()
  const { engine, create, send } = process()
  await create('one', chooseSms)
  await quiet()
  clock.advance(60_000)
  const late = await send('one', code())
  assert.equal(late?.accepted === false && [late.reason, late.view.state], ['tokenExpired', 'expired'])
  assert.is(asked('enrollFactor'), 0)
  await engine.stop()
})

time('with a clock set back an hour every row is judged anew, and nothing waits an hour longer', async () => {
  const { process, clock, pass, sandbox, row } = world()
  const { engine, create, state } = process({ leaseMs: 6_000 })
  await engine.start()
  await create('settled')
  await create('waiting', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 9_000, times: 1 })
  await create('calling', { type: 'factor.chosen', factorType: 'OTP' })
  await quiet()
  clock.jump(-3_600_000)
  await pass(7_000)
  // Its request left in the future, so nobody can say how long the token lives.
  assert.is(await state('waiting'), 'expired')
  assert.is(await state('calling'), 'requesting')
  for (const id of ['settled', 'waiting', 'calling'])
    assert.ok(((await row(id))?.writtenAt ?? Infinity) <= clock.now(), id)
  assert.ok(((await row('settled'))?.due ?? 0) <= clock.now() + 86_400_000)
  await pass(3_000)
  assert.is(await state('calling'), 'awaitingCode')
  await engine.stop()
})

time('a clock that is set back for a moment only costs a token nothing', async () => {
  const { process, clock, pass } = world()
  const { engine, create, send, state } = process()
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  clock.advance(10_000)
  clock.jump(-8_000)
  await pass(30_000)
  assert.is(await state('one'), 'awaitingCode')
  const refused = await send('one', { type: 'code.submitted', passCode: '12' })
  assert.is(refused?.accepted === false && refused.reason, 'invalidCode')
  await pass(30_000)
  assert.is(await state('one'), 'expired')
  await engine.stop()
})

time('rows of an engine a little ahead do not hide those of a clock that was set back', async () => {
  const { process, clock, pass, row } = world()
  const [ahead, behind] = [process({ ahead: 3_000 }), process({ leaseMs: 6_000 })]
  await ahead.create('settled')
  clock.jump(-3_600_000)
  // As long as there are as many of a moment ahead as a slice holds, all due before the other.
  for (let second = 0; second < 20; second += 1) {
    for (let index = 0; index < 40; index += 1) {
      const id = `e${index}`
      await ahead.engine.erase(id)
      await ahead.create(id)
    }
    if (second === 0) await behind.engine.start()
    await pass(1_000)
  }
  assert.ok(((await row('settled'))?.writtenAt ?? Infinity) <= clock.now())
  await Promise.all([ahead.engine.stop(), behind.engine.stop()])
})

time('engines whose clocks differ a little do not expire what the other has just begun', async () => {
  const { process, pass, sandbox, code } = world()
  const [ahead, behind] = [process({ ahead: 3_000 }), process()]
  await ahead.engine.start()
  await behind.engine.start()
  await ahead.create('one', chooseSms)
  await quiet()
  await pass(20_000)
  assert.is(await behind.state('one'), 'awaitingCode')
  await behind.send('one', code())
  assert.is(await ahead.state('one'), 'done')
  assert.is(sandbox.factors().length, 1)
  await Promise.all([ahead.engine.stop(), behind.engine.stop()])
})

time('retention cancels what nobody came back to, and erases it later', async () => {
  const { process, pass } = world()
  const { engine, create, state, events } = process({ cancelAfterMs: 120_000, eraseAfterMs: 300_000 })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  await pass(61_000)
  assert.is(await state('one'), 'expired')
  await pass(120_000)
  assert.is(await state('one'), 'cancelled')
  assert.is(events.at(-1)?.type, 'enrollment.cancelled')
  await pass(300_000)
  assert.is(await state('one'), undefined)
  await engine.stop()
})

time('more rows than a slice are all done, and none is done twice', async () => {
  const { process, clock, commits } = world()
  const { engine, create, state, events } = process({ maxInFlight: 500 })
  await engine.start()
  const ids = Array.from({ length: 300 }, (_, index) => `e${index}`)
  await Promise.all(ids.map((id) => create(id, { type: 'factor.chosen', factorType: 'OTP' })))
  await quiet(200)
  const before = commits.length
  clock.advance(60_000)
  await quiet(400)
  assert.equal(new Set(await Promise.all(ids.map(state))), new Set(['expired']))
  assert.is(events.filter(({ type }) => type === 'enrollment.expired').length, 300)
  assert.ok(commits.length - before < 30, String(commits.length - before))
  await engine.stop()
})

time.run()
