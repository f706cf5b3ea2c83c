import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView, Sent } from '../../src/index.ts'
import { bare, choose, start, submitCode } from '../machines/examples.ts'
import { later } from '../machines/scripted-service.ts'
import { flushed, live } from './live-enrollment.ts'
import { stories } from './stories.ts'
import { uncaught } from './uncaught.ts'

const listeners = suite('listening to an enrollment')

const states = () => {
  const seen: string[] = []
  return { seen, listener: (view: EnrollmentView) => void seen.push(view.state) }
}

listeners('getSnapshot is the same object until something changes', async () => {
  const { enrollment, send, clock, pass } = live()
  const first = enrollment.getSnapshot()
  clock.jump(3_600_000)
  assert.is(enrollment.getSnapshot(), first)
  enrollment.send(bare('code.resend'))
  enrollment.send(submitCode)
  assert.is(enrollment.getSnapshot(), first)
  await send(choose.OTP)
  const second = enrollment.getSnapshot()
  assert.is.not(second, first)
  assert.is(second.state, 'awaitingCode')
  await pass(39_999)
  assert.is(enrollment.getSnapshot(), second)
})

listeners('getSnapshot is what the listener was given, so no change falls between the two', async () => {
  const { enrollment, send, pass } = live()
  let calls = 0
  enrollment.subscribe((view) => {
    calls += 1
    assert.is(view, enrollment.getSnapshot())
  })
  await send(choose.SMS, submitCode)
  await pass(1)
  assert.ok(calls >= 4)
})

listeners('view is fresh: a clock that jumped shows at once, though no timer has run', async () => {
  const { enrollment, clock } = await stories.awaitingCode('SMS')
  clock.jump(3_600_000)
  assert.is(enrollment.view().can.submit, false)
  assert.is(enrollment.getSnapshot().can.submit, true)
})

listeners('hear of each change, and not of the state they begin in', async () => {
  const { enrollment, send } = live()
  const { seen, listener } = states()
  enrollment.subscribe(listener)
  assert.equal(seen, [])
  await send(choose.OTP, submitCode, bare('recoveryCode.saved'))
  assert.equal(seen, ['requesting', 'awaitingCode', 'binding', 'savingRecoveryCode', 'done'])
})

listeners('hear of a change that time alone brings: at 20 seconds, and when the minute is over', async () => {
  const told = await stories.awaitingCode('OTP')
  const heard: string[] = []
  told.enrollment.subscribe(({ state, announce }) =>
    heard.push(`${told.clock.now() - start} ${state} ${announce?.message.id}`),
  )
  for (let second = 0; second < 90; second += 1) await told.pass(1_000)
  assert.is(heard[0], '40000 awaitingCode secondsLeft')
  assert.is(heard.at(-1), '60000 expired expired')
  assert.is(heard.filter((text) => !text.startsWith('60000')).length, 1)
})

listeners('hear of a timer that came late with the truth of now', async () => {
  const told = await stories.awaitingCode('SMS')
  const { seen, listener } = states()
  told.enrollment.subscribe(listener)
  await told.pass(3_600_000)
  assert.is(seen.at(-1), 'expired')
  assert.is(told.enrollment.getSnapshot().can.renew, true)
})

listeners('hear when a code may be asked for again', async () => {
  const told = await stories.idleThrottled('SMS')
  const heard: (number | null)[] = []
  told.enrollment.subscribe(({ sendAgainAt }) => heard.push(sendAgainAt))
  await told.pass(59_999)
  assert.equal(heard, [])
  await told.pass(1)
  assert.equal(heard, [null])
})

listeners('hear nothing after they stopped listening, and stopping twice does no harm', async () => {
  const { enrollment, send } = live()
  const { seen, listener } = states()
  const stop = enrollment.subscribe(listener)
  await send(choose.OTP)
  stop()
  stop()
  await send(submitCode)
  assert.equal(seen, ['requesting', 'awaitingCode'])
})

listeners('may stop in the middle of being told, themselves and others', async () => {
  const { enrollment, send } = live()
  const first = states()
  const second = states()
  const stops: (() => void)[] = []
  enrollment.subscribe((view) => {
    first.listener(view)
    for (const stop of stops) stop()
  })
  stops.push(enrollment.subscribe(second.listener))
  await send(choose.OTP)
  assert.equal(first.seen, ['requesting', 'awaitingCode'])
  assert.equal(second.seen, [])
})

listeners('may begin in the middle of being told, and hear of the next change', async () => {
  const { enrollment, send } = live()
  const { seen, listener } = states()
  let begun = 0
  const begin = () => {
    begun += 1
    if (begun < 50) enrollment.subscribe(begin)
  }
  enrollment.subscribe(begin)
  enrollment.subscribe(() => void (begun === 1 && enrollment.subscribe(listener)))
  enrollment.send(choose.OTP)
  assert.is(begun, 1)
  assert.equal(seen, [])
  await flushed()
  assert.equal(seen, ['awaitingCode'])
  await send(bare('enrollment.cancelled'))
})

listeners(
  'are counted by their subscriptions: the same function twice hears twice, until each has stopped',
  async () => {
    const { enrollment, send } = live()
    const { seen, listener } = states()
    const stopFirst = enrollment.subscribe(listener)
    enrollment.subscribe(listener)
    enrollment.send(choose.OTP)
    assert.equal(seen, ['requesting', 'requesting'])
    stopFirst()
    await flushed()
    assert.equal(seen, ['requesting', 'requesting', 'awaitingCode'])
    await send(bare('enrollment.cancelled'))
  },
)

listeners('that throw silence no other, stop nothing, and are reported', async () => {
  const { enrollment, send, view, clock } = live()
  const mistake = new Error('A listener of the test throws')
  const before = states()
  const after = states()
  enrollment.subscribe(before.listener)
  enrollment.subscribe(() => {
    throw mistake
  })
  enrollment.subscribe(after.listener)
  const thrown = await uncaught(async () => {
    await send(choose.OTP)
    clock.advance(40_000)
    clock.advance(20_000)
    await send(bare('enrollment.renewed'), submitCode)
  })
  assert.is(view().state, 'savingRecoveryCode')
  for (const { seen } of [before, after]) {
    assert.ok(seen.includes('expired'))
    assert.equal(seen.slice(-4), ['requesting', 'awaitingCode', 'binding', 'savingRecoveryCode'])
  }
  assert.is(thrown.length, before.seen.length)
  assert.equal(new Set(thrown), new Set([mistake]))
})

listeners('that throw at the end do not keep the end from being told', async () => {
  const ends: unknown[] = []
  const { enrollment, send } = live({ onEnd: (output) => ends.push(output) })
  enrollment.subscribe(() => {
    throw new Error('A listener of the test throws')
  })
  await uncaught(() => send(choose.SMS, submitCode))
  assert.equal(ends, [{ status: 'done', factorType: 'SMS', factorId: null }])
})

listeners('may send a command, and it is taken when the change they hear of is complete', async () => {
  const { enrollment, view, named } = live({ script: { enrollFactor: [later] } })
  const sent: Sent[] = []
  enrollment.subscribe(({ state }) => {
    if (state === 'awaitingCode') sent.push(enrollment.send(submitCode))
  })
  enrollment.send(choose.OTP)
  await flushed()
  assert.equal(sent, [{ accepted: true }])
  assert.is(view().state, 'binding')
  assert.is(named('enrollFactor').length, 1)
})

listeners('that send the same at once are told which of them was taken', async () => {
  const { enrollment, send, named } = live({ script: { enrollFactor: [later] } })
  const sent: Sent[] = []
  const submit = ({ state }: EnrollmentView) => {
    if (state === 'awaitingCode') sent.push(enrollment.send(submitCode), enrollment.send(submitCode))
  }
  enrollment.subscribe(submit)
  enrollment.subscribe(submit)
  await send(choose.OTP)
  assert.is(named('enrollFactor').length, 1)
  const notNow = { accepted: false, reason: 'notNow' }
  assert.equal(sent, [{ accepted: true }, notNow, notNow, notNow])
  assert.equal(enrollment.send(bare('enrollment.cancelled')), { accepted: true })
  assert.equal(enrollment.send(bare('enrollment.cancelled')), { accepted: true })
})

listeners('hear nothing more once the enrollment has ended', async () => {
  const { enrollment, send, pass, clock } = live()
  const { seen, listener } = states()
  await send(choose.SMS)
  enrollment.subscribe(listener)
  await send(bare('enrollment.cancelled'))
  await pass(3_600_000)
  assert.equal(seen, ['cancelled'])
  assert.is(clock.pending.size, 0)
})

listeners.run()
