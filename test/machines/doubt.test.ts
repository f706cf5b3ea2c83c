import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, chooseOtherPhone, enrolled, submitCode, submitFor } from './examples.ts'
import { bound, later, listed, refused, timedOut, wrongCode, type Scripted } from './scripted-service.ts'
import { awaitingCode, flushed } from './started.ts'

const unreachable = refused({ _tag: 'unreachable', mayHaveArrived: true })
const serverFault = refused({ _tag: 'serverFault', statusCode: 502, requestId: 'req-9' })
const oldSms = enrolled('SMS', '65f0aa01', { phoneNumber: '13300000000', phoneCountryCode: '+86' })
const doubt = suite('a bind in doubt')

/** With a code sent whose answer was lost; the lists are those of the request and of each reconciliation after it. */
const inDoubt = async (
  factorType: keyof typeof choose,
  lists: readonly Scripted[],
  binds: readonly Scripted[] = [timedOut],
) => {
  const script = { enrollFactor: binds, listEnrolledFactors: lists }
  const enrollment = await awaitingCode(factorType, { script })
  enrollment.tell(submitFor[factorType])
  await flushed()
  return enrollment
}

for (const [name, failure] of Object.entries({ timedOut, unreachable, serverFault })) {
  for (const factorType of ['SMS', 'EMAIL', 'FACE'] as const) {
    doubt(`${factorType}: ${name} after a bind that took effect ends in done, with one bind`, async () => {
      const lists = [listed(), listed(enrolled(factorType, 'hex-77'))]
      const enrollment = await inDoubt(factorType, lists, [failure])
      assert.equal(enrollment.output(), { status: 'done', factorType, factorId: 'hex-77' })
      assert.is(enrollment.named('enrollFactor').length, 1)
    })
  }
}

doubt('OTP: the recovery code is shown after a reconciled bind too', async () => {
  const enrollment = await inDoubt('OTP', [listed(), listed(enrolled('OTP', 'hex-1'))])
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.ok(enrollment.context().recoveryCode)
  await enrollment.send(bare('recoveryCode.saved'))
  assert.equal(enrollment.output(), { status: 'done', factorType: 'OTP', factorId: 'hex-1' })
})

doubt('is settled by a new id beside an older factor of the same kind', async () => {
  const old = enrolled('OTP', '65f0aa00')
  const enrollment = await inDoubt('OTP', [listed(old), listed(old, enrolled('OTP', '65f0aa02'))])
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.is(enrollment.context().factorId, '65f0aa02')
})

doubt('is settled where an older number stands beside the new one', async () => {
  const enrollment = await inDoubt('SMS', [listed(oldSms), listed(oldSms, enrolled('SMS', '65f0aa09'))])
  assert.is(enrollment.state(), 'done')
})

doubt('is settled where the id stayed and the number changed: it was replaced in place', async () => {
  const before = enrolled('SMS', 'user|phone', { phoneNumber: '13300000000', phoneCountryCode: '+86' })
  const enrollment = await inDoubt('SMS', [listed(before), listed(enrolled('SMS', 'user|phone'))])
  assert.equal(enrollment.output(), { status: 'done', factorType: 'SMS', factorId: 'user|phone' })
})

doubt('is settled by an older number of another target: nothing was bound', async () => {
  const enrollment = await inDoubt('SMS', [listed(oldSms)])
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'awaitingCode')
})

doubt('takes a number without its country code for the same number', async () => {
  const spelled = enrolled('SMS', 'hex-5', { phoneNumber: '188 1234 5678' })
  const enrollment = await inDoubt('SMS', [listed(), listed(spelled)])
  assert.is(enrollment.state(), 'done')
})

for (const factorType of ['OTP', 'FACE'] as const) {
  doubt(`${factorType}: cannot be settled beside an older factor with the same id, and says so`, async () => {
    const enrollment = await inDoubt(factorType, [listed(enrolled(factorType))], [serverFault])
    await enrollment.reconciled()
    assert.is(enrollment.state(), 'failed')
    assert.equal(enrollment.context().error, { _tag: 'outcomeUnknown', requestId: 'req-9' })
    assert.is(enrollment.context().bound, 'unknown')
    assert.is(enrollment.context().recoveryCode, null)
  })
}

doubt('cannot be settled by a factor of our kind without a list of before', async () => {
  const enrollment = await inDoubt('SMS', [timedOut, listed(enrolled('SMS', 'hex-77'))])
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'failed')
  assert.is(enrollment.context().error?._tag, 'outcomeUnknown')
})

doubt('is settled without a list of before, if no factor of our kind is there', async () => {
  const enrollment = await inDoubt('SMS', [timedOut, listed(enrolled('OTP'))])
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'awaitingCode')
})

doubt('is asked three times, with pauses of one and three seconds', async () => {
  const enrollment = await inDoubt('SMS', [listed()])
  const listings = () => enrollment.named('listEnrolledFactors').length - 1
  assert.is(listings(), 1)
  enrollment.clock.increment(999)
  await flushed()
  assert.is(listings(), 1)
  enrollment.clock.increment(1)
  await flushed()
  assert.is(listings(), 2)
  enrollment.clock.increment(2_999)
  await flushed()
  assert.is(listings(), 2)
  enrollment.clock.increment(1)
  await flushed()
  assert.is(listings(), 3)
  assert.is(enrollment.state(), 'awaitingCode')
})

for (const listing of [2, 3]) {
  doubt(`finds a commit as late as listing ${listing}`, async () => {
    const empty = Array.from({ length: listing }, () => listed())
    const enrollment = await inDoubt('SMS', [...empty, listed(enrolled('SMS', 'hex-8'))])
    await enrollment.reconciled()
    assert.is(enrollment.state(), 'done')
    assert.is(enrollment.named('listEnrolledFactors').length, listing + 1)
  })
}

doubt('gives every listing an attempt of its own', async () => {
  const enrollment = await inDoubt('SMS', [listed()])
  await enrollment.reconciled()
  const attempts = enrollment.named('listEnrolledFactors').map(({ attemptId }) => attemptId)
  assert.equal(
    attempts,
    [1, 3, 4, 5].map((seq) => `6a1f-enrollment:${seq}`),
  )
})

doubt('not bound: the same token stays open while it lives', async () => {
  const enrollment = await inDoubt('OTP', [listed()], [timedOut, bound])
  const { challenge } = enrollment.context()
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'awaitingCode')
  assert.is(enrollment.context().challenge, challenge)
  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'savingRecoveryCode')
})

doubt('not bound: expired once the token is dead', async () => {
  const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [timedOut] } })
  enrollment.clock.increment(57_000)
  enrollment.tell(submitCode)
  await enrollment.reconciled()
  assert.is(enrollment.state(), 'expired')
  assert.is(enrollment.context().recoveryCode, null)
  assert.is(enrollment.context().bound, 'no')
})

doubt('a wrong code is an answer about the code alone: the doubt stays', async () => {
  const enrollment = await inDoubt('OTP', [listed()], [timedOut, wrongCode])
  await enrollment.reconciled()
  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'awaitingCode')
  assert.is(enrollment.context().bound, 'unknown')
  assert.is(enrollment.context().wrongCodes, 1)
})

doubt(
  'a wrong code for a token that died meanwhile lists once more before the recovery code goes',
  async () => {
    const none = Array.from({ length: 4 }, () => listed())
    const lists = [...none, listed(enrolled('OTP', 'hex-3'))]
    const enrollment = await inDoubt('OTP', lists, [timedOut, later])
    await enrollment.reconciled()
    enrollment.tell(submitCode)
    await flushed()
    enrollment.clock.increment(60_000)
    enrollment.open('enrollFactor').answer(wrongCode)
    await enrollment.settled()
    assert.is(enrollment.state(), 'savingRecoveryCode')
    assert.ok(enrollment.context().recoveryCode)
  },
)

doubt('alreadyBound may be our own late commit, and is looked up', async () => {
  const alreadyBound = refused({ _tag: 'alreadyBound' })
  const none = Array.from({ length: 4 }, () => listed())
  const lists = [...none, listed(enrolled('SMS', 'hex-3'))]
  const enrollment = await inDoubt('SMS', lists, [timedOut, alreadyBound])
  await enrollment.reconciled()
  await enrollment.send(submitCode)
  assert.equal(enrollment.output(), { status: 'done', factorType: 'SMS', factorId: 'hex-3' })
})

for (const commits of [true, false]) {
  doubt(`expiry lists once more before the recovery code goes: ${commits ? '' : 'not '}bound`, async () => {
    const none = Array.from({ length: 4 }, () => listed())
    const enrollment = await inDoubt('OTP', [...none, commits ? listed(enrolled('OTP', 'hex-3')) : listed()])
    await enrollment.reconciled()
    assert.ok(enrollment.context().recoveryCode)
    enrollment.clock.increment(60_000)
    await enrollment.settled()
    assert.is(enrollment.named('listEnrolledFactors').length, 5)
    assert.is(enrollment.state(), commits ? 'savingRecoveryCode' : 'expired')
    assert.is(enrollment.context().recoveryCode !== null, commits)
  })
}

doubt('a code for a dead token lists once more, and is not sent', async () => {
  const enrollment = await inDoubt('OTP', [listed()])
  await enrollment.reconciled()
  enrollment.jump(60_000)
  await enrollment.send(submitCode)
  assert.is(enrollment.state(), 'expired')
  assert.is(enrollment.named('listEnrolledFactors').length, 5)
  assert.is(enrollment.named('enrollFactor').length, 1)
})

doubt('asking anew lists first, then requests what was asked for', async () => {
  const enrollment = await inDoubt('SMS', [listed()])
  await enrollment.reconciled()
  await enrollment.send(chooseOtherPhone)
  assert.is(enrollment.state(), 'awaitingCode')
  assert.equal(
    enrollment.calls.slice(-3).map(({ name }) => name),
    ['listEnrolledFactors', 'listEnrolledFactors', 'sendEnrollFactorRequest'],
  )
  assert.equal(enrollment.named('sendEnrollFactorRequest').at(-1)?.sent, {
    factorType: 'SMS',
    profile: chooseOtherPhone.profile,
  })
  assert.is(enrollment.context().bound, 'no')
  assert.is(enrollment.context().nextChoice, null)
})

doubt('a resend lists first, then requests the same target', async () => {
  const enrollment = await inDoubt('EMAIL', [listed()])
  await enrollment.reconciled()
  enrollment.jump(60_000)
  await enrollment.send(bare('code.resend'))
  const sent = enrollment.named('sendEnrollFactorRequest')
  assert.is(sent.length, 2)
  assert.equal(sent[1]?.sent, sent[0]?.sent)
})

doubt('asking anew requests nothing, if the list shows the factor', async () => {
  const none = Array.from({ length: 4 }, () => listed())
  const enrollment = await inDoubt('OTP', [...none, listed(enrolled('OTP', 'hex-3'))])
  await enrollment.reconciled()
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'savingRecoveryCode')
  assert.is(enrollment.named('sendEnrollFactorRequest').length, 1)
})

doubt('a clock set back while listing asks for no second message within the minute', async () => {
  const none = Array.from({ length: 4 }, () => listed())
  const enrollment = await inDoubt('SMS', [...none, later, listed()])
  await enrollment.reconciled()
  enrollment.jump(60_000)
  enrollment.tell(choose.SMS)
  await flushed()
  enrollment.jump(-60_000)
  enrollment.open('listEnrolledFactors').answer(listed())
  await enrollment.settled()
  assert.is(enrollment.named('sendEnrollFactorRequest').length, 1)
  assert.is(enrollment.state(), 'awaitingCode')
  assert.is(enrollment.context().nextChoice, null)
})

doubt('a listing that is refused settles nothing', async () => {
  const unauthorized = refused({ _tag: 'unauthorized', statusCode: 401 })
  const enrollment = await inDoubt('SMS', [listed(), unauthorized])
  assert.is(enrollment.state(), 'failed')
  assert.equal(enrollment.context().error, { _tag: 'outcomeUnknown' })
  assert.is(enrollment.named('listEnrolledFactors').length, 2)
})

for (const [name, failure] of Object.entries({ timedOut, unreachable, serverFault })) {
  doubt(`a listing that fails by ${name} is asked again, three times in all`, async () => {
    const enrollment = await inDoubt('SMS', [listed(), failure, failure, listed(enrolled('SMS', 'hex-4'))])
    await enrollment.reconciled()
    assert.is(enrollment.state(), 'done')

    const never = await inDoubt('SMS', [listed(), failure])
    await never.reconciled()
    assert.is(never.state(), 'failed')
    assert.is(never.named('listEnrolledFactors').length, 4)
  })
}

doubt.run()
