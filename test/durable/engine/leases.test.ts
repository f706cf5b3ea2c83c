import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { bare } from '../../machines/examples.ts'
import { accessToken, chooseSms, quiet, world } from './world.ts'

const leases = suite('the leases of an engine')

const leaseMs = 15_000

leases('a request whose process dies is not sent again: idle, and its target waits a minute', async () => {
  const { process, sandbox, pass, row } = world()
  const first = process()
  await first.create('one', chooseSms)
  first.kill()
  await quiet()
  const second = process()
  await second.engine.start()
  // The lease of the dead one is respected.
  assert.is(await second.state('one'), 'requesting')
  await pass(leaseMs + 1_000)
  assert.is(await second.state('one'), 'idle')
  assert.ok(sandbox.outbox.length <= 1)
  const again = await second.send('one', chooseSms)
  assert.is(again?.accepted === false && again.reason, 'coolingDown')
  await pass(60_000)
  assert.ok(sandbox.outbox.length <= 1)
  assert.is((await second.send('one', chooseSms))?.accepted, true)
  assert.equal(
    second.events.slice(0, 2).map(({ type }) => type),
    ['enrollment.resumed', 'request.failed'],
  )
  assert.is((await row('one'))?.isLeased, false)
  await second.engine.stop()
})

for (const arrives of [true, false])
  leases(
    `a bind whose process dies is looked up and never sent again (${arrives ? 'it' : 'nothing'} arrived)`,
    async () => {
      const { process, sandbox, pass, code, asked } = world()
      const first = process()
      await first.create('one', chooseSms)
      await quiet()
      const submit = code()
      if (!arrives) sandbox.faults.add({ kind: 'hang', endpoint: 'enrollFactor', times: 1 })
      else sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
      await first.engine.send('one', submit, { accessToken: redact(accessToken) })
      first.kill()
      await quiet()
      const second = process()
      await second.engine.start()
      await pass(leaseMs + 6_000)
      assert.is(asked('enrollFactor'), 1)
      assert.is(await second.state('one'), arrives ? 'done' : 'awaitingCode')
      assert.is(sandbox.factors().length, arrives ? 1 : 0)
      // It brought the token that was sealed with the bind.
      assert.equal(new Set(second.tokensUsed()), new Set([accessToken]))
      if (!arrives) {
        await second.send('one', submit)
        assert.is(await second.state('one'), 'done')
        assert.is(asked('enrollFactor'), 2)
      }
      assert.is(sandbox.outbox.length, 1)
      await second.engine.stop()
    },
  )

leases('a lookup whose process dies is made by another', async () => {
  const { process, sandbox, pass, code } = world()
  const first = process()
  await first.create('one', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  sandbox.faults.add({ kind: 'hang', endpoint: 'listEnrolledFactors', times: 1 })
  await first.send('one', code())
  assert.is(await first.state('one'), 'reconciling')
  first.kill()
  const second = process()
  await second.engine.start()
  await pass(leaseMs + 1_000)
  assert.is(await second.state('one'), 'done')
  assert.is(second.bound.length, 1)
  await second.engine.stop()
})

leases('an engine that lives keeps its leases, however long a call takes', async () => {
  const { process, pass } = world()
  let agree: (agreed: boolean) => void = () => undefined
  const first = process({
    callLimitMs: 600_000,
    beforeEnrollment: () =>
      new Promise((resolve) => {
        agree = resolve
      }),
  })
  const second = process()
  await first.engine.start()
  await second.engine.start()
  await first.create('one', chooseSms)
  await pass(5 * leaseMs)
  assert.is(await second.state('one'), 'requesting')
  agree(true)
  await quiet()
  assert.is(await second.state('one'), 'awaitingCode')
  await Promise.all([first.engine.stop(), second.engine.stop()])
})

leases('an engine that was held up for longer than its lease goes on if nobody took over', async () => {
  const { process, clock, sandbox } = world()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 1_000, times: 1 })
  const { engine, create, state } = process()
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  // The wall clock moves and no timer runs: the process was stopped, and is woken.
  clock.jump(40_000)
  clock.advance(20)
  await quiet()
  assert.is(await state('one'), 'requesting')
  clock.advance(1_000)
  await quiet()
  assert.is(await state('one'), 'awaitingCode')
  await engine.stop()
})

leases('a call that lost its lease to another engine is aborted, and its result is dropped', async () => {
  const { process, clock, pass } = world()
  const signals: AbortSignal[] = []
  let agree: (agreed: boolean) => void = () => undefined
  const first = process({
    leaseMs: 60_000,
    beforeEnrollment: ({ signal }) => {
      signals.push(signal)
      return new Promise((resolve) => {
        agree = resolve
      })
    },
  })
  const second = process({ leaseMs: 200 })
  await first.create('one', chooseSms)
  await quiet()
  // All the while the first one's heart does not beat.
  clock.jump(61_000)
  await second.engine.start()
  await quiet()
  assert.is(await second.state('one'), 'idle')
  await pass(21_000)
  assert.is(signals[0]?.aborted, true)
  agree(true)
  await quiet()
  assert.is(await second.state('one'), 'idle')
  await Promise.all([first.engine.stop({ graceMs: 0 }), second.engine.stop()])
})

leases('a call that was cancelled at another engine is aborted within a third of its lease', async () => {
  const { process, pass } = world()
  const signals: AbortSignal[] = []
  const first = process({
    beforeEnrollment: ({ signal }) => {
      signals.push(signal)
      return new Promise(() => undefined)
    },
  })
  const second = process()
  await first.create('one', chooseSms)
  await quiet()
  await second.send('one', bare('enrollment.cancelled'))
  await pass(leaseMs / 3)
  assert.is(signals[0]?.aborted, true)
  assert.is(await first.state('one'), 'cancelled')
  const { inFlight, waiting, abandoned } = first.engine.health()
  assert.equal({ inFlight, waiting, abandoned }, { inFlight: 0, waiting: 0, abandoned: 1 })
  await Promise.all([first.engine.stop({ graceMs: 0 }), second.engine.stop()])
})

leases('a bind goes on when another engine changes its enrollment meanwhile', async () => {
  const { process, sandbox, pass, code, asked } = world()
  const [first, second] = [process(), process()]
  await first.engine.start()
  await second.engine.start()
  await first.create('one', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 8_000, times: 1 })
  await first.engine.send('one', code())
  await quiet()
  // A wish that waits for the outcome.
  await second.send('one', bare('enrollment.cancelled'))
  await pass(9_000)
  assert.is(await second.state('one'), 'done')
  assert.is(asked('enrollFactor'), 1)
  assert.is(asked('listEnrolledFactors'), 1)
  await Promise.all([first.engine.stop(), second.engine.stop()])
})

leases('what waits for a place keeps its lease, and is run once', async () => {
  const { process, sandbox, pass } = world()
  const { engine, create } = process({ maxInFlight: 1, leaseMs: 3_000 })
  const other = process()
  await engine.start()
  await other.engine.start()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 5_000 })
  const phones = ['18812345671', '18812345672', '18812345673']
  for (const [index, phoneNumber] of phones.entries())
    await create(`e${index}`, { ...chooseSms, profile: { ...chooseSms.profile, phoneNumber } })
  await pass(16_000)
  assert.is(sandbox.outbox.length, 3)
  for (const index of phones.keys()) assert.is(await other.state(`e${index}`), 'awaitingCode')
  await Promise.all([engine.stop(), other.engine.stop()])
})

leases.run()
