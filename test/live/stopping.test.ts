import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose } from '../machines/examples.ts'
import { bound, issued, later } from '../machines/scripted-service.ts'
import { flushed, live } from './live-enrollment.ts'
import { boundStory, doneStory, factorTypes, stories } from './stories.ts'

const stopping = suite('an enrollment that is stopped')

const all = { ...stories, boundStory, doneStory }

for (const [name, story] of Object.entries(all))
  stopping(`${name}: leaves no timer, aborts every request in flight, and stays silent`, async () => {
    for (const factorType of factorTypes) {
      const told = await story(factorType)
      const open = told.calls.filter((call) => call.isOpen())
      let heard = 0
      told.enrollment.subscribe(() => (heard += 1))
      told.enrollment.stop()
      assert.is(told.clock.pending.size, 0)
      assert.ok(open.every(({ signal }) => signal.aborted))
      const before = told.enrollment.getSnapshot()
      for (const call of open) call.answer(call.name === 'enrollFactor' ? bound : issued())
      await told.pass(3_600_000)
      assert.is(told.enrollment.getSnapshot(), before)
      assert.is(heard, 0)
      assert.is(told.clock.pending.size, 0)
    }
  })

stopping('may be stopped twice, and before anything was asked for', () => {
  const { enrollment, clock, calls } = live()
  enrollment.stop()
  enrollment.stop()
  assert.is(clock.pending.size, 0)
  assert.is(calls.length, 0)
})

stopping('may be stopped by a listener', async () => {
  const told = live()
  told.enrollment.subscribe(({ state }) => {
    if (state === 'awaitingCode') told.enrollment.stop()
  })
  await told.send(choose.SMS)
  assert.is(told.clock.pending.size, 0)
  assert.equal(told.enrollment.send(bare('enrollment.cancelled')), { accepted: false, reason: 'ended' })
})

stopping('was not cancelled, so its end is not told', async () => {
  const ends: unknown[] = []
  for (const story of [stories.idle, stories.awaitingCode, stories.binding, boundStory]) {
    const { enrollment } = await story('OTP', { onEnd: (output) => ends.push(output) })
    enrollment.stop()
  }
  await flushed()
  assert.equal(ends, [])
})

stopping('leaving aborts the request in flight, and a bind is never aborted by it', async () => {
  const requesting = live({ script: { sendEnrollFactorRequest: [later] } })
  await requesting.send(choose.SMS)
  const { signal } = requesting.open('sendEnrollFactorRequest')
  await requesting.send(bare('enrollment.cancelled'))
  assert.is(signal.aborted, true)
  const binding = await stories.bindingLeaving('SMS')
  assert.is(binding.open('enrollFactor').signal.aborted, false)
})

stopping('an end leaves no timer either', async () => {
  for (const story of [doneStory, stories.cancelled])
    for (const factorType of factorTypes) assert.is((await story(factorType)).clock.pending.size, 0)
})

stopping.run()
