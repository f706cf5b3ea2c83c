import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recordOf, snapshotOf } from '../../machines/index.ts'
import { everyState } from './every-state.ts'
import { bare, choose, chooseOtherPhone, enrolled, enrollmentId, submitCode } from './examples.ts'
import { later, listed, timedOut, type Script } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started, type Started } from './started.ts'

const minute = 60_000
const restoring = suite('an enrollment that comes back after a restart')

interface Revival {
  readonly keep: 'with secrets' | 'without secrets'
  /** How long the process was down, ms. */
  readonly downFor?: number
  readonly script?: Script
}

/** Stores the enrollment, ends it, and revives it as a host does. */
const revive = async (enrollment: Started, { keep, downFor = 1_000, script = {} }: Revival) => {
  const { record, secrets } = recordOf(enrollment.actor.getSnapshot())
  const at = enrollment.now() + downFor
  enrollment.actor.stop()
  const stored: unknown = JSON.parse(JSON.stringify(record))
  const snapshot = snapshotOf(stored, keep === 'with secrets' ? secrets : null, enrollmentId)
  const revived = started({ snapshot, script, at })
  revived.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at + minute })
  await flushed()
  return revived
}
const reviveState = async (name: keyof typeof everyState, revival: Revival) =>
  revive(await everyState[name]({}), revival)

for (const [keep, downFor, state] of [
  ['with secrets', 59_999, 'awaitingCode'],
  ['with secrets', minute, 'expired'],
  ['with secrets', -1, 'expired'],
  ['without secrets', 1_000, 'expired'],
] as const) {
  restoring(`awaitingCode ${keep}, ${downFor} ms later: ${state}`, async () => {
    const revived = await reviveState('awaitingCode of OTP', { keep, downFor })
    assert.is(revived.state(), state)
    assert.equal(revived.calls, [])
  })
}

restoring('awaitingCode: the rest of the minute is armed again', async () => {
  const revived = await reviveState('awaitingCode of OTP', { keep: 'with secrets', downFor: 20_000 })
  revived.clock.increment(39_999)
  assert.is(revived.state(), 'awaitingCode')
  revived.clock.increment(1)
  assert.is(revived.state(), 'expired')
})

restoring('awaitingCode: the same token is bound', async () => {
  const revived = await reviveState('awaitingCode of OTP', { keep: 'with secrets' })
  await revived.send(submitCode)
  assert.is(revived.state(), 'savingRecoveryCode')
  assert.is(revived.named('enrollFactor')[0]?.attemptId, '6a1f-enrollment:2')
})

for (const [keep, downFor, finds, state] of [
  ['with secrets', minute, true, 'done'],
  ['with secrets', minute, false, 'expired'],
  ['without secrets', 1_000, true, 'done'],
  ['without secrets', 1_000, false, 'expired'],
] as const) {
  restoring(`awaitingCode in doubt ${keep}, ${finds ? '' : 'not '}listed: ${state}`, async () => {
    const script = { listEnrolledFactors: [finds ? listed(enrolled('EMAIL', 'hex-1')) : listed()] }
    const revived = await reviveState('awaitingCode of EMAIL, in doubt', { keep, downFor, script })
    await revived.settled()
    assert.is(revived.state(), state)
    assert.equal(
      revived.calls.map(({ name }) => name),
      ['listEnrolledFactors'],
    )
  })
}

for (const keep of ['with secrets', 'without secrets'] as const) {
  restoring(`requesting ${keep}: idle, and the message counts as sent`, async () => {
    const revived = await reviveState('requesting', { keep })
    assert.is(revived.state(), 'idle')
    assert.equal(revived.context().error, { _tag: 'interrupted' })
    assert.equal(revived.calls, [])
    assert.is(revived.refusal(choose.SMS), 'coolingDown')
    // Which number it was is forgotten without secrets: then every number waits.
    assert.is(revived.refusal(chooseOtherPhone), keep === 'with secrets' ? null : 'coolingDown')
    assert.is(revived.refusal(choose.OTP), null)
    revived.clock.increment(minute)
    await revived.send(choose.SMS)
    assert.is(revived.state(), 'awaitingCode')
  })
}

const interrupted = {
  'binding of FACE': enrolled('FACE', 'hex-1'),
  'reconciling, pausing': enrolled('SMS', 'hex-1'),
} as const

for (const [name, factor] of Object.entries(interrupted)) {
  for (const keep of ['with secrets', 'without secrets'] as const) {
    restoring(`${name} ${keep}, bound meanwhile: done, without a second bind`, async () => {
      const script = { listEnrolledFactors: [listed(factor)] }
      const revived = await reviveState(name as keyof typeof interrupted, { keep, script })
      const { factorType } = factor
      assert.equal(revived.output(), { status: 'done', factorType, factorId: 'hex-1' })
      assert.equal(revived.named('enrollFactor'), [])
    })
  }
}

for (const name of ['binding of OTP', 'reconciling, asking'] as const) {
  const script = { listEnrolledFactors: [listed(enrolled('OTP', 'hex-2'))] }

  restoring(`${name} with secrets, bound meanwhile: the recovery code is shown`, async () => {
    const revived = await reviveState(name, { keep: 'with secrets', downFor: 600_000, script })
    assert.is(revived.state(), 'savingRecoveryCode')
    assert.ok(revived.context().recoveryCode)
  })

  restoring(
    `${name} without secrets, bound meanwhile: the recovery code is lost, and that is said`,
    async () => {
      const revived = await reviveState(name, { keep: 'without secrets', script })
      assert.is(revived.state(), 'failed')
      assert.equal(revived.context().error, { _tag: 'recoveryCodeLost' })
      assert.equal([revived.context().bound, revived.context().factorId], ['yes', 'hex-2'])
      await revived.send(bare('enrollment.cancelled'))
      assert.equal(revived.output(), { status: 'cancelled', bound: 'yes' })
    },
  )
}

for (const [keep, downFor, state] of [
  ['with secrets', 1_000, 'awaitingCode'],
  ['with secrets', minute, 'expired'],
  ['without secrets', 1_000, 'expired'],
] as const) {
  for (const name of ['binding of OTP', 'reconciling, asking', 'reconciling, pausing'] as const) {
    restoring(`${name} ${keep}, ${downFor} ms later, not bound: ${state}`, async () => {
      const revived = await reviveState(name, { keep, downFor })
      assert.is(revived.state(), 'reconciling')
      await revived.reconciled()
      assert.is(revived.state(), state)
      assert.is(revived.named('listEnrolledFactors').length, 3)
      assert.equal(revived.named('enrollFactor'), [])
    })
  }
}

restoring('binding: the wish to leave is not forgotten', async () => {
  const enrollment = await everyState['binding of FACE']({})
  enrollment.tell(bare('enrollment.cancelled'))
  const revived = await revive(enrollment, { keep: 'without secrets' })
  await revived.reconciled()
  assert.equal(revived.output(), { status: 'cancelled', bound: 'no' })
})

restoring('reconciling: what was asked for is asked once the doubt is settled', async () => {
  const revived = await reviveState('reconciling, with something asked for', { keep: 'with secrets' })
  await revived.reconciled()
  assert.is(revived.state(), 'awaitingCode')
  assert.is(revived.context().factorType, 'EMAIL')
})

restoring('reconciling: a second crash while asking begins the listings again', async () => {
  const first = await reviveState('binding of FACE', {
    keep: 'with secrets',
    script: { listEnrolledFactors: [timedOut, later] },
  })
  first.clock.increment(1_000)
  await flushed()
  const second = await revive(first, { keep: 'with secrets' })
  await second.reconciled()
  assert.is(second.named('listEnrolledFactors').length, 3)
  assert.is(second.state(), 'awaitingCode')
})

restoring(
  'reconciling without secrets beside an older factor of the same kind: nobody can tell',
  async () => {
    const old = enrolled('SMS', 'user|phone', { phoneNumber: '13300000000' })
    const script = { enrollFactor: [later], listEnrolledFactors: [listed(old)] }
    const enrollment = await binding('SMS', { script })
    const revived = await revive(enrollment, {
      keep: 'without secrets',
      script: { listEnrolledFactors: [listed(enrolled('SMS', 'user|phone'))] },
    })
    await revived.reconciled()
    assert.equal(revived.context().error, { _tag: 'outcomeUnknown' })
    assert.is(revived.context().bound, 'unknown')
  },
)

restoring('savingRecoveryCode with secrets: the code is shown again', async () => {
  const revived = await reviveState('savingRecoveryCode', { keep: 'with secrets', downFor: 86_400_000 })
  assert.is(revived.state(), 'savingRecoveryCode')
  await revived.send(bare('recoveryCode.saved'))
  assert.is(revived.state(), 'done')
})

restoring('savingRecoveryCode without secrets: failed, for nobody can show it', async () => {
  const revived = await reviveState('savingRecoveryCode', { keep: 'without secrets' })
  assert.is(revived.state(), 'failed')
  assert.equal(revived.context().error, { _tag: 'recoveryCodeLost' })
  assert.is(revived.context().bound, 'yes')
})

for (const name of ['idle, after a failed request', 'failed', 'failed, outcome unknown', 'done'] as const) {
  restoring(`${name}: stays as it was`, async () => {
    const enrollment = await everyState[name]({})
    const revived = await revive(enrollment, { keep: 'without secrets' })
    assert.is(revived.state(), enrollment.state())
    assert.equal(revived.context().error, enrollment.context().error)
    assert.equal(revived.calls, [])
  })
}

restoring('expired: can be renewed with secrets, and has to be chosen anew without', async () => {
  const kept = await reviveState('expired of SMS', { keep: 'with secrets' })
  await kept.send(bare('enrollment.renewed'))
  assert.is(kept.state(), 'awaitingCode')

  const dropped = await reviveState('expired of SMS', { keep: 'without secrets' })
  assert.is(dropped.refusal(bare('enrollment.renewed')), 'profileMissing')
  await dropped.send(choose.SMS)
  assert.is(dropped.state(), 'awaitingCode')
})

restoring('a cooldown outlives the restart, without secrets for every target of its kind', async () => {
  const again = await awaitingCode('SMS')
  await again.send(choose.EMAIL)
  const revived = await revive(again, { keep: 'without secrets' })
  for (const choice of [choose.SMS, chooseOtherPhone, choose.EMAIL])
    assert.is(revived.refusal(choice), 'coolingDown')
})

restoring.run()
