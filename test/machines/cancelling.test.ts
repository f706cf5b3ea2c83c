import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Bound } from '../../machines/index.ts'
import { bare, choose, enrolled, submitCode } from './examples.ts'
import { bound, issued, later, listed, refused, timedOut, wrongCode } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started, type Started } from './started.ts'

const cancel = bare('enrollment.cancelled')
const cancelling = suite('leaving an enrollment')

const endsWith = (enrollment: Started, isBound: Bound) => {
  assert.is(enrollment.state(), 'cancelled')
  assert.is(enrollment.actor.getSnapshot().status, 'done')
  assert.equal(enrollment.output(), { status: 'cancelled', bound: isBound })
  const { choice, challenge, submission, recoveryCode, before, nextChoice } = enrollment.context()
  assert.equal({ choice, challenge, submission, recoveryCode, before, nextChoice }, nothingLeft)
}
const nothingLeft = {
  choice: null,
  challenge: null,
  submission: null,
  recoveryCode: null,
  before: null,
  nextChoice: null,
}

cancelling('idle: at once', async () => {
  const enrollment = started()
  await enrollment.send(cancel)
  endsWith(enrollment, 'no')
})

cancelling('requesting: at once, and the request in flight is aborted', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [later] } })
  enrollment.tell(choose.SMS)
  await flushed()
  const { signal } = enrollment.open('sendEnrollFactorRequest')
  assert.is(signal.aborted, false)
  await enrollment.send(cancel)
  assert.is(signal.aborted, true)
  endsWith(enrollment, 'no')
})

cancelling('awaitingCode: at once', async () => {
  const enrollment = await awaitingCode('OTP')
  await enrollment.send(cancel)
  endsWith(enrollment, 'no')
})

cancelling('expired: at once', async () => {
  const enrollment = await awaitingCode('OTP')
  enrollment.clock.increment(60_000)
  await enrollment.send(cancel)
  endsWith(enrollment, 'no')
})

cancelling('failed: at once', async () => {
  const enrollment = await awaitingCode('SMS', { script: { enrollFactor: [refused({ _tag: 'forbidden' })] } })
  await enrollment.send(submitCode, cancel)
  endsWith(enrollment, 'no')
})

cancelling('savingRecoveryCode: at once, and says that the factor is bound', async () => {
  const enrollment = await awaitingCode('OTP')
  await enrollment.send(submitCode, cancel)
  endsWith(enrollment, 'yes')
})

cancelling('done: too late, and changes nothing', async () => {
  const enrollment = await awaitingCode('SMS')
  await enrollment.send(submitCode, cancel)
  assert.equal(enrollment.output(), { status: 'done', factorType: 'SMS', factorId: null })
})

cancelling('binding: waits for the answer, and never aborts it', async () => {
  const enrollment = await binding('SMS', { script: { enrollFactor: [later] } })
  enrollment.tell(cancel)
  assert.is(enrollment.state(), 'binding')
  assert.is(enrollment.context().cancelRequested, true)
  assert.is(enrollment.open('enrollFactor').signal.aborted, false)
})

cancelling('binding, then bound: done, for that is the truth', async () => {
  const enrollment = await binding('SMS', { script: { enrollFactor: [later] } })
  enrollment.tell(cancel)
  enrollment.open('enrollFactor').answer(bound)
  await enrollment.settled()
  assert.is(enrollment.state(), 'done')
})

cancelling('binding an OTP, then bound: the recovery code is shown, and the wish is spent', async () => {
  const enrollment = await binding('OTP', { script: { enrollFactor: [later] } })
  enrollment.tell(cancel)
  enrollment.open('enrollFactor').answer(bound)
  await enrollment.settled()
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.is(enrollment.context().cancelRequested, false)
})

const notBound = {
  wrongCode,
  tokenExpired: refused({ _tag: 'tokenExpired' }),
  throttled: refused({ _tag: 'throttled' }),
  forbidden: refused({ _tag: 'forbidden' }),
  neverLeft: refused({ _tag: 'unreachable', mayHaveArrived: false }),
}
for (const [name, failure] of Object.entries(notBound)) {
  cancelling(`binding, then ${name}: cancelled, not bound`, async () => {
    const enrollment = await binding('OTP', { script: { enrollFactor: [later] } })
    enrollment.tell(cancel)
    enrollment.open('enrollFactor').answer(failure)
    await enrollment.settled()
    endsWith(enrollment, 'no')
  })
}

cancelling('binding, then in doubt, then listed: done', async () => {
  const lists = [listed(), listed(enrolled('SMS', 'hex-1'))]
  const enrollment = await binding('SMS', { script: { enrollFactor: [later], listEnrolledFactors: lists } })
  enrollment.tell(cancel)
  enrollment.open('enrollFactor').answer(timedOut)
  await enrollment.settled()
  assert.equal(enrollment.output(), { status: 'done', factorType: 'SMS', factorId: 'hex-1' })
})

cancelling('binding, then in doubt, then not listed: cancelled, not bound', async () => {
  const enrollment = await binding('SMS', { script: { enrollFactor: [later] } })
  enrollment.tell(cancel)
  enrollment.open('enrollFactor').answer(timedOut)
  await enrollment.reconciled()
  endsWith(enrollment, 'no')
})

cancelling('reconciling: waits for the list, and never aborts it', async () => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(), later] }
  const enrollment = await binding('SMS', { script })
  enrollment.tell(cancel)
  await flushed()
  assert.is(enrollment.state(), 'reconciling')
  assert.is(enrollment.open('listEnrolledFactors').signal.aborted, false)
  enrollment.open('listEnrolledFactors').answer(listed(enrolled('SMS', 'hex-1')))
  await enrollment.settled()
  assert.is(enrollment.state(), 'done')
})

cancelling('reconciling, in a pause: the remaining listings are made first', async () => {
  const enrollment = await binding('SMS', { script: { enrollFactor: [timedOut] } })
  enrollment.tell(cancel)
  assert.is(enrollment.state(), 'reconciling')
  await enrollment.reconciled()
  assert.is(enrollment.named('listEnrolledFactors').length, 4)
  endsWith(enrollment, 'no')
})

cancelling('reconciling what cannot be told: cancelled, and says that nobody knows', async () => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('OTP'))] }
  const enrollment = await binding('OTP', { script })
  enrollment.tell(cancel)
  await enrollment.reconciled()
  endsWith(enrollment, 'unknown')
})

cancelling('reconciling while the list fails: cancelled, and says that nobody knows', async () => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(), timedOut] }
  const enrollment = await binding('SMS', { script })
  enrollment.tell(cancel)
  await enrollment.reconciled()
  endsWith(enrollment, 'unknown')
})

cancelling('awaitingCode in doubt: cancelled, and says that nobody knows', async () => {
  const enrollment = await binding('SMS', { script: { enrollFactor: [timedOut] } })
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'awaitingCode')
  await enrollment.send(cancel)
  endsWith(enrollment, 'unknown')
})

cancelling('failed with an unknown outcome: cancelled, and says that nobody knows', async () => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('OTP'))] }
  const enrollment = await binding('OTP', { script })
  await enrollment.reconciled()
  await enrollment.send(cancel)
  endsWith(enrollment, 'unknown')
})

cancelling('a wish that a wrong code cuts short in doubt does not deny the bind before it', async () => {
  const script = { enrollFactor: [timedOut, later], sendEnrollFactorRequest: [issued()] }
  const enrollment = await binding('SMS', { script })
  await enrollment.reconciled()
  enrollment.tell(submitCode)
  enrollment.tell(cancel)
  await flushed()
  enrollment.open('enrollFactor').answer(wrongCode)
  await enrollment.settled()
  endsWith(enrollment, 'unknown')
})

cancelling('after a restart from an unknown outcome the answer is still that nobody knows', async () => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('OTP'))] }
  const enrollment = await binding('OTP', { script })
  await enrollment.reconciled()
  await enrollment.send(bare('enrollment.restarted'), cancel)
  endsWith(enrollment, 'unknown')
})

cancelling.run()
