import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare } from '../machines/examples.ts'
import { flushed, screen } from './live-enrollment.ts'
import { stories } from './stories.ts'

// A laptop that sleeps stops timers, and wakes with the minute long over: Node's and a browser's timers go on
// from where they stood.
const late = suite('timers that come late')

const asleep = async (factorType: 'OTP' | 'SMS') => {
  const told = await stories.awaitingCode(factorType)
  const heard: string[] = []
  told.enrollment.subscribe(({ state, announce, can }) =>
    heard.push(`${state} ${announce?.message.id} ${can.renew ? 'renewable' : ''}`),
  )
  return { ...told, heard }
}

late('the minute ends as soon as somebody looks at the time', async () => {
  const { enrollment, clock, heard, named } = await asleep('OTP')
  clock.jump(120_000)
  assert.is(screen(enrollment.view(), 'awaitingCode').secondsLeft, 0)
  await flushed()
  assert.is(enrollment.getSnapshot().state, 'expired')
  assert.equal(heard, ['expired expired renewable'])
  assert.is(enrollment.send(bare('enrollment.renewed')).accepted, true)
  assert.is(named('sendEnrollFactorRequest').length, 2)
})

late('the last 20 seconds are told of, too', async () => {
  const { enrollment, clock, heard } = await asleep('OTP')
  clock.jump(45_000)
  enrollment.view()
  await flushed()
  assert.equal(heard, ['awaitingCode secondsLeft '])
  assert.is(enrollment.getSnapshot().state, 'awaitingCode')
})

late('and a wait that is over', async () => {
  const { enrollment, clock } = await stories.idleThrottled('SMS')
  const waits: (number | null)[] = []
  enrollment.subscribe(({ sendAgainAt }) => waits.push(sendAgainAt))
  assert.ok(enrollment.getSnapshot().sendAgainAt)
  clock.jump(120_000)
  enrollment.view()
  await flushed()
  assert.equal(waits, [null])
})

late('looking twice is looking once, and looking in time changes nothing', async () => {
  const { enrollment, clock, heard } = await asleep('SMS')
  const before = enrollment.getSnapshot()
  clock.jump(39_999)
  enrollment.view()
  await flushed()
  assert.is(enrollment.getSnapshot(), before)
  clock.jump(60_000)
  enrollment.view()
  enrollment.view()
  await flushed()
  assert.equal(heard, ['expired expired renewable'])
})

late('the timer that comes at last finds nothing left to do', async () => {
  const { enrollment, clock, heard, pass } = await asleep('OTP')
  clock.jump(120_000)
  enrollment.view()
  await flushed()
  await pass(60_000)
  assert.is(heard.length, 1)
  assert.is(clock.pending.size, 0)
})

late('one that was stopped stays as it stood', async () => {
  const { enrollment, clock, heard } = await asleep('OTP')
  enrollment.stop()
  clock.jump(120_000)
  enrollment.view()
  await flushed()
  assert.equal(heard, [])
  assert.is(enrollment.getSnapshot().state, 'awaitingCode')
})

late.run()
