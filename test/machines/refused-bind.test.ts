import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  recordOf,
  snapshotOf,
  type EnrollmentState,
  type FactorType,
  type ServiceError,
} from '../../machines/index.ts'
import { bare, enrolled, enrollmentId, submitCode } from './examples.ts'
import { later, listed, refused, throws, timedOut, type Scripted } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started, type StartOptions } from './started.ts'

const echo = suite('a refused bind that may have taken effect all the same')

const told = { statusCode: 400, apiCode: 4_242, requestId: 'req-3' }

/** What a used token may be refused with, and where that leads if nothing was bound: the token lives, or died. */
const refusals: readonly {
  readonly error: ServiceError
  readonly leadsTo: EnrollmentState
  readonly late: EnrollmentState
}[] = [
  {
    error: { _tag: 'invalidInput', field: 'passCode', ...told },
    leadsTo: 'awaitingCode',
    late: 'expired',
  },
  {
    error: { _tag: 'invalidInput', field: 'enrollmentToken', ...told },
    leadsTo: 'awaitingCode',
    late: 'expired',
  },
  { error: { _tag: 'tokenExpired', ...told }, leadsTo: 'expired', late: 'expired' },
  { error: { _tag: 'notFound', ...told }, leadsTo: 'failed', late: 'expired' },
  { error: { _tag: 'forbidden', ...told }, leadsTo: 'failed', late: 'expired' },
  { error: { _tag: 'alreadyBound', ...told }, leadsTo: 'failed', late: 'failed' },
]
const invalidInput = refused({ _tag: 'invalidInput', field: 'passCode', ...told })

/** With a bind that was refused; the lists are the baseline, and what is found when it is looked up. */
const afterRefusal = (
  factorType: FactorType,
  refusal: Scripted,
  lists: readonly Scripted[],
  options: StartOptions = {},
) => binding(factorType, { ...options, script: { enrollFactor: [refusal], listEnrolledFactors: lists } })

for (const { error, leadsTo, late } of refusals) {
  const name = 'field' in error ? `${error._tag} (${error.field})` : error._tag
  const refusal = refused(error)

  echo(`${name}, and OTP is listed: bound, and the recovery code is shown`, async () => {
    const enrollment = await afterRefusal('OTP', refusal, [listed(), listed(enrolled('OTP', 'hex-1'))])
    assert.is(enrollment.state(), 'savingRecoveryCode')
    const { recoveryCode, factorId, bound, error: shown } = enrollment.context()
    assert.ok(recoveryCode)
    assert.equal([factorId, bound, shown], ['hex-1', 'yes', null])
  })

  for (const factorType of ['SMS', 'EMAIL', 'FACE'] as const) {
    echo(`${name}, and ${factorType} is listed: done, with one bind`, async () => {
      const enrollment = await afterRefusal(factorType, refusal, [listed(), listed(enrolled(factorType))])
      const factorId = `user|${factorType.toLowerCase()}`
      assert.equal(enrollment.output(), { status: 'done', factorType, factorId })
      assert.is(enrollment.named('enrollFactor').length, 1)
    })
  }

  const old = listed(enrolled('OTP', 'hex-0'))
  const cannotBeFound: Readonly<Record<string, readonly Scripted[]>> = {
    'nothing is listed': [listed(), listed()],
    'only others are listed': [listed(), listed(enrolled('SMS'))],
    'an older one is listed, that may have been replaced': [old, old],
    'the list fails': [listed(), timedOut],
    'the list is refused': [listed(), refused({ _tag: 'unauthorized', statusCode: 401 })],
    'the list is no list': [listed(), listed({ factorId: 7 })],
    'the list throws': [listed(), throws(new Error('a bug'))],
  }
  for (const [finding, lists] of Object.entries(cannotBeFound)) {
    echo(`${name}, and ${finding}: the server is believed, ${leadsTo}`, async () => {
      const enrollment = await afterRefusal('OTP', refusal, lists)
      assert.is(enrollment.state(), leadsTo)
      const { context } = enrollment
      assert.equal(context().error, error)
      assert.is(context().bound, 'no')
      assert.is(context().submission, null)
      assert.is(context().recoveryCode !== null, leadsTo === 'awaitingCode')
      assert.is(enrollment.named('listEnrolledFactors').length, 2)
    })
  }

  echo(`${name}, and no list of before: the server is believed, and nothing is looked up`, async () => {
    const enrollment = await afterRefusal('OTP', refusal, [timedOut, listed(enrolled('OTP'))])
    assert.is(enrollment.state(), leadsTo)
    assert.is(enrollment.named('listEnrolledFactors').length, 1)
  })

  echo(`${name} after the token's minute: looked up before the recovery code goes`, async () => {
    for (const [found, state] of [
      [listed(enrolled('OTP', 'hex-1')), 'savingRecoveryCode'],
      [listed(), late],
    ] as const) {
      const enrollment = await afterRefusal('OTP', later, [listed(), later])
      enrollment.clock.increment(60_000)
      enrollment.open('enrollFactor').answer(refusal)
      await flushed()
      assert.ok(enrollment.context().recoveryCode)
      enrollment.open('listEnrolledFactors').answer(found)
      await enrollment.settled()
      assert.is(enrollment.state(), state)
    }
  })

  echo(`${name} of an apiCode that an integrator has a word on: that word is taken`, async () => {
    const lists = [listed(), listed(enrolled('OTP'))]
    const enrollment = await afterRefusal('OTP', refusal, lists, { verdicts: { 4_242: 'retry' } })
    assert.is(enrollment.state(), 'awaitingCode')
    assert.is(enrollment.named('listEnrolledFactors').length, 1)
  })
}

const clear: readonly ServiceError[] = [
  { _tag: 'wrongCode', statusCode: 499, apiCode: 6001 },
  { _tag: 'photoRejected', statusCode: 499, apiCode: 1702 },
  { _tag: 'throttled' },
  { _tag: 'unauthorized', statusCode: 401 },
  { _tag: 'preconditionMissing' },
  { _tag: 'unsupported' },
  { _tag: 'unreachable', mayHaveArrived: false },
]
for (const error of clear) {
  echo(`${error._tag} is about something else, and nothing is looked up`, async () => {
    const lists = [listed(), listed(enrolled('OTP', 'hex-1'))]
    const enrollment = await afterRefusal('OTP', refused(error), lists)
    await enrollment.settled()
    assert.equal(enrollment.context().error, error)
    assert.is(enrollment.named('listEnrolledFactors').length, 1)
  })
}

/** While it is looked up. */
const looking = () => afterRefusal('OTP', invalidInput, [listed(), later])

echo('is still being bound while it is looked up, once, in the attempt of the bind', async () => {
  const enrollment = await looking()
  assert.is(enrollment.state(), 'binding')
  assert.ok(enrollment.context().recoveryCode)
  assert.is(enrollment.context().error, null)
  const [, look, ...more] = enrollment.named('listEnrolledFactors')
  assert.equal([look?.attemptId, more.length], ['6a1f-enrollment:2', 0])
})

echo('takes no second code while it is looked up', async () => {
  const enrollment = await looking()
  assert.is(enrollment.refusal(submitCode), 'notNow')
})

for (const isListed of [true, false]) {
  echo(`leaving waits for the look: ${isListed ? '' : 'not '}listed`, async () => {
    const enrollment = await looking()
    enrollment.tell(bare('enrollment.cancelled'))
    await flushed()
    assert.is(enrollment.state(), 'binding')
    const look = enrollment.open('listEnrolledFactors')
    assert.is(look.signal.aborted, false)
    look.answer(isListed ? listed(enrolled('OTP')) : listed())
    await enrollment.settled()
    assert.is(enrollment.state(), isListed ? 'savingRecoveryCode' : 'cancelled')
    assert.is(enrollment.context().bound, isListed ? 'yes' : 'no')
  })

  echo(`a restart while it is looked up makes it a doubt: ${isListed ? '' : 'not '}listed`, async () => {
    const enrollment = await looking()
    const { record, secrets } = recordOf(enrollment.actor.getSnapshot())
    enrollment.actor.stop()
    const at = enrollment.now() + 1_000
    const snapshot = snapshotOf(JSON.parse(JSON.stringify(record)), secrets, enrollmentId)
    const list = isListed ? listed(enrolled('OTP')) : listed()
    const revived = started({ snapshot, at, script: { listEnrolledFactors: [list] } })
    revived.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at + 60_000 })
    await revived.reconciled()
    assert.is(revived.state(), isListed ? 'savingRecoveryCode' : 'awaitingCode')
    assert.equal(revived.named('enrollFactor'), [])
  })
}

echo('a token that died during the look is dead, and was refused after it', async () => {
  const enrollment = await looking()
  enrollment.clock.increment(60_000)
  enrollment.open('listEnrolledFactors').answer(listed())
  await enrollment.settled()
  assert.is(enrollment.state(), 'expired')
  assert.equal(enrollment.context().error, { _tag: 'tokenExpired', ...told })
})

echo('says when it is over that nothing was found, not when it was refused', async () => {
  const enrollment = await looking()
  enrollment.clock.increment(5_000)
  enrollment.open('listEnrolledFactors').answer(listed())
  await enrollment.settled()
  assert.is(enrollment.context().failedAt, enrollment.now())
})

echo('finds the number that was asked for, and no other that is new', async () => {
  const other = enrolled('SMS', 'hex-9', { phoneNumber: '13300000000', phoneCountryCode: '+86' })
  const enrollment = await afterRefusal('SMS', invalidInput, [listed(), listed(other)])
  assert.is(enrollment.state(), 'awaitingCode')
})

echo('is not looked up beside an earlier doubt, which lists by itself', async () => {
  const script = { enrollFactor: [timedOut, invalidInput], listEnrolledFactors: [listed()] }
  const enrollment = await awaitingCode('SMS', { script })
  enrollment.tell(submitCode)
  await enrollment.reconciled()
  enrollment.tell(submitCode)
  await enrollment.reconciled()
  assert.is(enrollment.named('listEnrolledFactors').length, 7)
})

echo.run()
