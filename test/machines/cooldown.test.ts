import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, chooseOtherPhone, start, submitCode } from './examples.ts'
import { issued, later, refused, scripted, timedOut } from './scripted-service.ts'
import { awaitingCode, flushed, started } from './started.ts'

const minute = 60_000
const resend = bare('code.resend')
const renew = bare('enrollment.renewed')
const throttled = (retryAt?: number) =>
  refused({ _tag: 'throttled', statusCode: 429, ...(retryAt !== undefined && { retryAt }) })
const cooldown = suite('the cooldown of a target')

for (const factorType of ['SMS', 'EMAIL'] as const) {
  cooldown(
    `${factorType}: a second message within the minute is refused, and no request is sent`,
    async () => {
      const enrollment = await awaitingCode(factorType)
      enrollment.clock.increment(minute - 1)
      for (const command of [resend, choose[factorType]]) {
        assert.is(enrollment.refusal(command), 'coolingDown')
        await enrollment.send(command)
      }
      assert.is(enrollment.state(), 'awaitingCode')
      assert.is(enrollment.named('sendEnrollFactorRequest').length, 1)
    },
  )
}

for (const factorType of ['OTP', 'FACE'] as const) {
  cooldown(`${factorType}: has none, for no message is sent`, async () => {
    const enrollment = await awaitingCode(factorType)
    assert.is(enrollment.context().cooldowns.length, 0)
    await enrollment.send(choose[factorType])
    assert.is(enrollment.named('sendEnrollFactorRequest').length, 2)
  })
}

cooldown('starts with the reply, so it outlasts a slow request', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later, issued()] } })
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.clock.increment(20_000)
  enrollment.open('sendEnrollFactorRequest').answer(issued())
  await enrollment.settled()
  enrollment.clock.increment(40_000)
  assert.is(enrollment.state(), 'expired')
  assert.is(enrollment.refusal(renew), 'coolingDown')
  enrollment.clock.increment(20_000)
  await enrollment.send(renew)
  assert.is(enrollment.state(), 'awaitingCode')
})

cooldown('is over when the minute is, and a renewal asks anew for the same target', async () => {
  const enrollment = await awaitingCode('SMS')
  enrollment.clock.increment(minute)
  assert.is(enrollment.refusal(renew), null)
  await enrollment.send(renew)
  assert.is(enrollment.state(), 'awaitingCode')
  const [first, second] = enrollment.named('sendEnrollFactorRequest')
  assert.equal(second?.sent, first?.sent)
})

cooldown('does not concern another number', async () => {
  const enrollment = await awaitingCode('SMS')
  assert.is(enrollment.refusal(chooseOtherPhone), null)
  await enrollment.send(chooseOtherPhone)
  assert.is(enrollment.named('sendEnrollFactorRequest').length, 2)
  assert.is(enrollment.refusal(resend), 'coolingDown')
})

cooldown('knows a number by what it dials, however it is written', async () => {
  const enrollment = await awaitingCode('SMS')
  const spelled = {
    type: 'factor.chosen',
    factorType: 'SMS',
    profile: { phoneNumber: '188 1234 5678' },
  } as const
  assert.is(enrollment.refusal(spelled), 'coolingDown')
})

cooldown('knows an address whatever its case', async () => {
  const enrollment = await awaitingCode('EMAIL')
  const profile = { email: choose.EMAIL.profile.email.toUpperCase() }
  assert.is(enrollment.refusal({ type: 'factor.chosen', factorType: 'EMAIL', profile }), 'coolingDown')
})

cooldown('of one target survives the request for another', async () => {
  const enrollment = await awaitingCode('SMS')
  await enrollment.send(chooseOtherPhone, choose.EMAIL, choose.OTP)
  assert.is(enrollment.named('sendEnrollFactorRequest').length, 4)
  for (const choice of [choose.SMS, chooseOtherPhone, choose.EMAIL])
    assert.is(enrollment.refusal(choice), 'coolingDown')
  assert.is(enrollment.refusal(choose.OTP), null)
})

cooldown('is forgotten once it is over', async () => {
  const enrollment = await awaitingCode('SMS')
  await enrollment.send(chooseOtherPhone)
  for (const choice of [choose.SMS, choose.EMAIL, choose.SMS]) {
    enrollment.clock.increment(minute)
    await enrollment.send(choice)
  }
  assert.is(enrollment.context().cooldowns.length, 1)
})

cooldown('after 429 lasts until retryAt where that is later than the minute', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [throttled(start + 90_000), issued()] } })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'idle')
  enrollment.clock.increment(89_999)
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
  enrollment.clock.increment(1)
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'awaitingCode')
})

cooldown('after 429 is at least the minute for a message', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [throttled(start + 5_000)] } })
  await enrollment.send(choose.SMS)
  enrollment.clock.increment(minute - 1)
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
  enrollment.clock.increment(1)
  assert.is(enrollment.refusal(choose.SMS), null)
})

cooldown('after 429 holds for OTP as long as retryAt says', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [throttled(start + 5_000)] } })
  await enrollment.send(choose.OTP)
  assert.is(enrollment.refusal(choose.OTP), 'coolingDown')
  assert.is(enrollment.refusal(choose.SMS), null)
  enrollment.clock.increment(5_000)
  assert.is(enrollment.refusal(choose.OTP), null)
})

cooldown('is an hour at most, whatever the server says', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [throttled(start + 86_400_000)] } })
  await enrollment.send(choose.SMS)
  enrollment.clock.increment(3_599_999)
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
  enrollment.clock.increment(1)
  assert.is(enrollment.refusal(choose.SMS), null)
})

cooldown('is assumed when the message may have gone out', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [timedOut] } })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'idle')
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
})

cooldown('is not assumed when the request surely never left', async () => {
  const unreachable = refused({ _tag: 'unreachable', mayHaveArrived: false })
  const enrollment = started({ script: { sendEnrollFactorRequest: [unreachable] } })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.refusal(choose.SMS), null)
})

cooldown('is as long as the service says', async () => {
  const scriptedService = scripted({}, { sendIntervalMs: 120_000 })
  const enrollment = await awaitingCode('SMS', { scriptedService })
  enrollment.clock.increment(119_999)
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
  enrollment.clock.increment(1)
  assert.is(enrollment.refusal(choose.SMS), null)
})

cooldown('is not stretched by a clock set back', async () => {
  const enrollment = await awaitingCode('SMS')
  enrollment.jump(-3_600_000)
  assert.is(enrollment.refusal(choose.SMS), null)
})

cooldown('is kept through refusal and restart', async () => {
  const scriptedService = scripted({ enrollFactor: [refused({ _tag: 'forbidden' })] })
  const enrollment = await awaitingCode('SMS', { scriptedService })
  await enrollment.send(submitCode, bare('enrollment.restarted'))
  assert.is(enrollment.state(), 'idle')
  assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
})

cooldown(
  'of a throttled bind makes the next code wait, five seconds where the server says nothing',
  async () => {
    const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [throttled()] } })
    await enrollment.send(submitCode)
    assert.is(enrollment.refusal(submitCode), 'submitTooSoon')
    await enrollment.send(submitCode)
    assert.is(enrollment.named('enrollFactor').length, 1)
    enrollment.clock.increment(5_000)
    assert.is(enrollment.refusal(submitCode), null)
  },
)

cooldown('of a throttled bind lasts until retryAt', async () => {
  const script = { enrollFactor: [throttled(start + 12_000)] }
  const enrollment = await awaitingCode('OTP', { script })
  await enrollment.send(submitCode)
  enrollment.clock.increment(11_999)
  assert.is(enrollment.refusal(submitCode), 'submitTooSoon')
  enrollment.clock.increment(1)
  assert.is(enrollment.refusal(submitCode), null)
})

cooldown.run()
