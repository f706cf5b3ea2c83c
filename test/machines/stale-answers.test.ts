import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, enrolled, secrets, submitCode, submitPhoto } from './examples.ts'
import { bound, issued, later, listed, otpIssued, timedOut } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started } from './started.ts'

const stale = suite('answers and commands that come late or twice')

for (const [name, answer] of Object.entries({ success: otpIssued('tok-late'), failure: timedOut })) {
  stale(`the ${name} of a request that was cancelled changes nothing`, async () => {
    const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
    enrollment.tell(choose.OTP)
    await flushed()
    const request = enrollment.open('sendEnrollFactorRequest')
    await enrollment.send(bare('enrollment.cancelled'))
    const before = enrollment.actor.getSnapshot()
    request.answer(answer)
    await flushed()
    assert.is(enrollment.actor.getSnapshot(), before)
    assert.equal(enrollment.errors, [])
  })
}

stale('a request that was cancelled may even throw', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
  enrollment.tell(choose.OTP)
  await flushed()
  const request = enrollment.open('sendEnrollFactorRequest')
  await enrollment.send(bare('enrollment.cancelled'))
  request.throwAway(new Error('aborted'))
  await flushed()
  assert.is(enrollment.state(), 'cancelled')
  assert.equal(enrollment.errors, [])
})

stale('a list that comes after its request had failed changes nothing', async () => {
  const script = {
    sendEnrollFactorRequest: [timedOut, issued('tok-2')],
    listEnrolledFactors: [later, listed()],
  }
  const enrollment = started({ script })
  await enrollment.send(choose.OTP)
  const list = enrollment.open('listEnrolledFactors')
  await enrollment.send(choose.FACE)
  const before = enrollment.actor.getSnapshot()
  list.answer(listed(enrolled('FACE')))
  await flushed()
  assert.is(enrollment.actor.getSnapshot(), before)
  assert.equal(enrollment.context().before, [])
})

for (const [name, answer] of Object.entries({ success: bound, failure: timedOut })) {
  stale(`the ${name} of a bind from before a restore changes nothing`, async () => {
    const enrollment = await binding('SMS', {
      script: { enrollFactor: [later], listEnrolledFactors: [listed(), later] },
    })
    const bind = enrollment.open('enrollFactor')
    const at = enrollment.now()
    enrollment.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at + 60_000 })
    await flushed()
    assert.is(enrollment.state(), 'reconciling')
    const before = enrollment.actor.getSnapshot()
    bind.answer(answer)
    await flushed()
    assert.is(enrollment.actor.getSnapshot(), before)
    assert.is(bind.signal.aborted, true)
  })
}

stale('two submissions send one request', async () => {
  const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [later] } })
  enrollment.tell(submitCode)
  assert.is(enrollment.refusal(submitCode), 'notNow')
  enrollment.tell(submitCode)
  await flushed()
  enrollment.open('enrollFactor').answer(bound)
  await enrollment.settled()
  assert.is(enrollment.named('enrollFactor').length, 1)
})

stale('two choices in one tick send one request', async () => {
  const enrollment = started()
  enrollment.tell(choose.OTP)
  enrollment.tell(choose.OTP)
  await enrollment.settled()
  assert.is(enrollment.named('sendEnrollFactorRequest').length, 1)
})

stale(
  'a code that was meant for an earlier token is refused, and spends no attempt of the new one',
  async () => {
    const enrollment = await awaitingCode('OTP')
    const { generation } = enrollment.context().challenge ?? {}
    await enrollment.send(choose.OTP)
    const late = { ...submitCode, generation: generation ?? 0 }
    assert.is(enrollment.refusal(late), 'staleGeneration')
    await enrollment.send(late)
    assert.is(enrollment.state(), 'awaitingCode')
    assert.equal(enrollment.named('enrollFactor'), [])

    await enrollment.send({ ...submitCode, generation: enrollment.context().challenge?.generation ?? 0 })
    assert.is(enrollment.state(), 'savingRecoveryCode')
  },
)

stale('a stale code does not expire a dead token either', async () => {
  const enrollment = await awaitingCode('OTP')
  enrollment.jump(60_000)
  await enrollment.send({ ...submitCode, generation: 99 })
  assert.is(enrollment.state(), 'awaitingCode')
})

stale('a superseded token is never bound', async () => {
  const tokens = [otpIssued('tok-1'), otpIssued('tok-2')]
  const enrollment = started({ script: { sendEnrollFactorRequest: tokens } })
  await enrollment.send(choose.OTP, choose.OTP, submitCode)
  assert.equal(
    enrollment.named('enrollFactor').map(({ sent }) => sent),
    [{ factorType: 'OTP', enrollmentToken: 'tok-2', enrollmentData: { passCode: secrets.passCode } }],
  )
})

stale('a photo is no code, and a code no photo', async () => {
  const otp = await awaitingCode('OTP')
  assert.is(otp.refusal(submitPhoto), 'notNow')
  await otp.send(submitPhoto)
  assert.is(otp.state(), 'awaitingCode')

  const face = await awaitingCode('FACE')
  assert.is(face.refusal(submitCode), 'notNow')
  await face.send(submitCode)
  assert.is(face.state(), 'awaitingCode')
  assert.equal([...otp.named('enrollFactor'), ...face.named('enrollFactor')], [])
})

stale.run()
