import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { bare, choose, secrets, start, submitCode, submitPhoto } from './examples.ts'
import { otpIssued, wrongCode } from './scripted-service.ts'
import { started } from './started.ts'

const story = suite('the story of an enrollment')

/** The states an enrollment went through. */
const statesOf = (enrollment: ReturnType<typeof started>) => {
  const states: string[] = [enrollment.state()]
  enrollment.actor.subscribe(() => {
    if (states.at(-1) !== enrollment.state()) states.push(enrollment.state())
  })
  return states
}

story('OTP: the secret is shown, the code bound, the recovery code saved', async () => {
  const enrollment = started()
  const states = statesOf(enrollment)
  await enrollment.send(choose.OTP)
  const { challenge, recoveryCode } = enrollment.context()
  assert.is(challenge?.otp && reveal(challenge.otp.secret), secrets.otpSecret)
  assert.is(challenge?.otp?.digits, 6)
  assert.is(challenge?.otp?.changed, false)
  assert.is(recoveryCode && reveal(recoveryCode), secrets.recoveryCode)

  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.is(enrollment.context().challenge, null)
  const kept = enrollment.context().recoveryCode
  assert.is(kept && reveal(kept), secrets.recoveryCode)

  await enrollment.send(bare('recoveryCode.saved'))
  assert.equal(states, ['idle', 'requesting', 'awaitingCode', 'binding', 'savingRecoveryCode', 'done'])
  assert.equal(enrollment.output(), { status: 'done', factorType: 'OTP', factorId: null })
  assert.is(enrollment.context().recoveryCode, null)
})

const withoutRecoveryCode = [
  { factorType: 'SMS', choice: choose.SMS, submission: submitCode },
  { factorType: 'EMAIL', choice: choose.EMAIL, submission: submitCode },
  { factorType: 'FACE', choice: choose.FACE, submission: submitPhoto },
] as const

for (const { factorType, choice, submission } of withoutRecoveryCode) {
  story(`${factorType}: a bind that is confirmed is the end`, async () => {
    const enrollment = started()
    const states = statesOf(enrollment)
    await enrollment.send(choice, submission)
    assert.equal(states, ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
    assert.is(enrollment.actor.getSnapshot().status, 'done')
    assert.equal(enrollment.output(), { status: 'done', factorType, factorId: null })
  })
}

const wire = [
  { factorType: 'OTP', choice: choose.OTP, submission: submitCode, profile: {} },
  {
    factorType: 'SMS',
    choice: choose.SMS,
    submission: submitCode,
    profile: { phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' },
  },
  { factorType: 'EMAIL', choice: choose.EMAIL, submission: submitCode, profile: { email: secrets.email } },
  { factorType: 'FACE', choice: choose.FACE, submission: submitPhoto, profile: {} },
] as const

for (const { factorType, choice, submission, profile } of wire) {
  story(`${factorType}: the service is asked in the wire's words`, async () => {
    const enrollment = started()
    await enrollment.send(choice, submission)
    const sent = (name: 'sendEnrollFactorRequest' | 'enrollFactor') =>
      enrollment.named(name).map((call) => [call.attemptId, call.sent])
    assert.equal(sent('sendEnrollFactorRequest'), [['6a1f-enrollment:1', { factorType, profile }]])
    const enrollmentData =
      factorType === 'FACE'
        ? { photo: secrets.photo, isExternalPhoto: false }
        : { passCode: secrets.passCode }
    assert.equal(sent('enrollFactor'), [
      ['6a1f-enrollment:2', { factorType, enrollmentToken: secrets.token, enrollmentData }],
    ])
  })
}

story('lists the factors of the account beside the request, under the same attempt', async () => {
  const enrollment = started()
  await enrollment.send(choose.SMS)
  assert.equal(
    enrollment.calls.map(({ name, attemptId, at }) => [name, attemptId, at]),
    [
      ['listEnrolledFactors', '6a1f-enrollment:1', start],
      ['sendEnrollFactorRequest', '6a1f-enrollment:1', start],
    ],
  )
})

story('asks for nothing before a factor was chosen', async () => {
  const enrollment = started()
  await enrollment.settled()
  assert.equal(enrollment.calls, [])
})

story('tells that the secret of a second OTP request is another one', async () => {
  const other = 'otpauth://totp/GenAuth:mina?secret=NB2W45DFOIZA4YLONB2W45DFOIZA4YLO&issuer=GenAuth'
  const enrollment = started()
  await enrollment.send(choose.OTP, choose.OTP)
  assert.is(enrollment.context().challenge?.otp?.changed, false)

  const renewed = started({
    script: { sendEnrollFactorRequest: [otpIssued(), otpIssued(secrets.token, other)] },
  })
  await renewed.send(choose.OTP, choose.OTP)
  assert.is(renewed.context().challenge?.otp?.changed, true)
})

story('keeps a generation per request, which the attempts of binds do not touch', async () => {
  const enrollment = started({ script: { enrollFactor: [wrongCode] } })
  await enrollment.send(choose.OTP, submitCode, submitCode)
  assert.is(enrollment.context().challenge?.generation, 1)
  assert.is(enrollment.context().seq, 3)
  await enrollment.send(choose.OTP)
  assert.is(enrollment.context().challenge?.generation, 4)
})

story.run()
