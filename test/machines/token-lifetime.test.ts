import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, start, submitCode, submitPhoto } from './examples.ts'
import { issued, later, scripted, timedOut, wrongCode } from './scripted-service.ts'
import { awaitingCode, flushed, started } from './started.ts'

const minute = 60_000
const lifetime = suite('the minute of a token')

lifetime('ends the challenge 60 seconds after the request left, and not a moment earlier', async () => {
  const enrollment = await awaitingCode('SMS')
  enrollment.clock.increment(minute - 1)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'expired')
  assert.is(enrollment.context().challenge, null)
})

lifetime('counts from when the request left, not from when it was answered', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(20_000)
  enrollment.open('sendEnrollFactorRequest').answer(issued())
  await enrollment.settled()
  assert.is(enrollment.context().challenge?.deadline, start + minute)
  enrollment.clock.increment(40_000)
  assert.is(enrollment.state(), 'expired')
})

lifetime('is as long as the service says', async () => {
  const enrollment = await awaitingCode('SMS', { scriptedService: scripted({}, { tokenLifetimeMs: 90_000 }) })
  enrollment.clock.increment(89_999)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'expired')
})

lifetime('is not started anew by a wrong code', async () => {
  const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [wrongCode] } })
  enrollment.clock.increment(50_000)
  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(9_999)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'expired')
})

lifetime('is not started anew by a reconciliation', async () => {
  const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [timedOut] } })
  enrollment.clock.increment(40_000)
  enrollment.tell(submitCode)
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(15_999)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'reconciling')
})

lifetime('starts anew with a renewal', async () => {
  const enrollment = await awaitingCode('OTP')
  enrollment.clock.increment(minute)
  await enrollment.send(bare('enrollment.renewed'))
  enrollment.clock.increment(minute - 1)
  assert.is(enrollment.state(), 'awaitingCode')
  enrollment.clock.increment(1)
  assert.is(enrollment.state(), 'expired')
})

lifetime('of a token that is dead on arrival was over before it began', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(minute)
  enrollment.open('sendEnrollFactorRequest').answer(issued())
  await enrollment.settled()
  assert.is(enrollment.state(), 'expired')
  assert.is(enrollment.context().challenge, null)
  // The message went out all the same.
  assert.is(enrollment.refusal(bare('enrollment.renewed')), 'coolingDown')
})

lifetime('of a token that came just in time leaves that time', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(minute - 1)
  enrollment.open('sendEnrollFactorRequest').answer(issued())
  await enrollment.settled()
  assert.is(enrollment.state(), 'awaitingCode')
})

lifetime('is used up by a list of factors that comes late', async () => {
  const enrollment = started({ script: { listEnrolledFactors: [later] } })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(minute + 1)
  enrollment.open('listEnrolledFactors').answer(timedOut)
  await enrollment.reached('awaitingCode')
  enrollment.clock.increment(0)
  assert.is(enrollment.state(), 'expired')
})

lifetime('ends on waking from sleep: the code is refused without a call', async () => {
  const enrollment = await awaitingCode('SMS')
  enrollment.jump(minute)
  assert.is(enrollment.state(), 'awaitingCode')
  assert.is(enrollment.refusal(submitCode), 'tokenExpired')
  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'expired')
  assert.equal(enrollment.named('enrollFactor'), [])
})

lifetime('ends on waking for a photo too', async () => {
  const enrollment = await awaitingCode('FACE')
  enrollment.jump(minute)
  await enrollment.send(submitPhoto)
  assert.is(enrollment.state(), 'expired')
  assert.equal(enrollment.named('enrollFactor'), [])
})

lifetime(
  'is over when the clock is set back before the request: the token is dead, not younger',
  async () => {
    const enrollment = await awaitingCode('SMS')
    enrollment.jump(-1)
    assert.is(enrollment.refusal(submitCode), 'tokenExpired')
    await enrollment.send(submitCode)
    assert.is(enrollment.state(), 'expired')
    assert.equal(enrollment.named('enrollFactor'), [])
  },
)

lifetime('is no longer by the timer when the clock is set back within it', async () => {
  const enrollment = await awaitingCode('SMS')
  enrollment.clock.increment(50_000)
  enrollment.jump(-40_000)
  enrollment.clock.increment(10_000)
  assert.is(enrollment.state(), 'expired')
})

lifetime('may be longer than a timer can be', async () => {
  const scriptedService = scripted({}, { tokenLifetimeMs: 2 ** 40 })
  const enrollment = await awaitingCode('SMS', { scriptedService })
  enrollment.clock.increment(2 ** 31 - 2)
  assert.is(enrollment.state(), 'awaitingCode')
})

lifetime.run()
