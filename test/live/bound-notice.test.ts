import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { FactorType } from '../../src/index.ts'
import { bare, choose, enrolled, start, submitCode, submitFor } from '../machines/examples.ts'
import { listed, refused, timedOut } from '../machines/scripted-service.ts'
import { flushed, live } from './live-enrollment.ts'
import { listening } from './listening-hooks.ts'
import { withoutSecrets, withSecrets } from './revived.ts'
import { boundStory, doneStory, factorTypes, stories } from './stories.ts'

const notifying = suite('onBound')

notifying('is called once, with which factor was bound, when and where its codes go', async () => {
  const destinations: Readonly<Record<FactorType, string | null>> = {
    OTP: null,
    SMS: '+86 188****5678',
    EMAIL: 'm***@example.org',
    FACE: null,
  }
  for (const factorType of factorTypes) {
    const { hooks, bound: factors } = listening()
    const told = await doneStory(factorType, hooks)
    await told.send(bare('enrollment.cancelled'))
    await told.pass(3_600_000)
    assert.equal(factors, [
      {
        enrollmentId: '6a1f-enrollment',
        factorType,
        factorId: null,
        maskedDestination: destinations[factorType],
        at: start,
      },
    ])
  }
})

notifying('is called after the audit and before the end', async () => {
  const { hooks, order } = listening()
  await boundStory('SMS', hooks)
  assert.equal(order.slice(-3), ['factor.bound', 'onBound', 'onEnd done'])
})

notifying('is called with OTP while the recovery code is still to be saved, and not when it is', async () => {
  const { hooks, order } = listening()
  const told = await boundStory('OTP', hooks)
  assert.is(told.state(), 'savingRecoveryCode')
  assert.equal(order.slice(-2), ['factor.bound', 'onBound'])
  await told.send(bare('recoveryCode.saved'))
  assert.equal(order.slice(-3), ['onBound', 'recoveryCode.saved', 'onEnd done'])
})

notifying('is called for who leaves without saving the recovery code, for the factor stays', async () => {
  const { hooks, bound: factors } = listening()
  await (await boundStory('OTP', hooks)).send(bare('enrollment.cancelled'))
  assert.is(factors.length, 1)
})

notifying('is called for a factor that a listing finds, with its id', async () => {
  for (const factorType of factorTypes) {
    const { hooks, bound: factors, order } = listening()
    const script = {
      enrollFactor: [timedOut],
      listEnrolledFactors: [listed(), listed(enrolled(factorType, 'hex-1'))],
    }
    const told = live({ ...hooks, script })
    await told.send(choose[factorType], submitFor[factorType])
    assert.equal(
      factors.map((factor) => [factor.factorType, factor.factorId]),
      [[factorType, 'hex-1']],
    )
    assert.ok(order.includes('onBound'))
  }
})

notifying('is not called where nothing was bound', async () => {
  const { hooks, bound: factors } = listening()
  for (const story of Object.values(stories)) await story('OTP', hooks)
  const told = live({ ...hooks, script: { enrollFactor: [refused({ _tag: 'alreadyBound' })] } })
  await told.send(choose.SMS, submitCode)
  assert.equal(factors, [])
})

notifying('is not called again for a record in which the factor was bound already', async () => {
  const { hooks, bound: factors, types } = listening()
  await withSecrets(await boundStory('OTP'), 1, hooks)
  withoutSecrets(await boundStory('OTP'), 1, hooks)
  for (const factorType of factorTypes) withoutSecrets(await doneStory(factorType), 1, hooks)
  await flushed()
  assert.equal(factors, [])
  assert.ok(types().includes('recoveryCode.lost'))
})

notifying(
  'is called for a bind that was in flight when the process ended, and is found afterwards',
  async () => {
    for (const factorType of factorTypes) {
      const { hooks, bound: factors } = listening()
      const script = { listEnrolledFactors: [listed(enrolled(factorType, 'hex-1'))] }
      withoutSecrets(await stories.binding(factorType), 1, { ...hooks, script })
      await flushed()
      // What was not sealed is not known any more.
      assert.equal(
        factors.map((factor) => [factor.factorType, factor.factorId, factor.maskedDestination]),
        [[factorType, 'hex-1', null]],
      )
    }
  },
)

notifying('is called for each of two factors, if the first one lost its recovery code', async () => {
  const { hooks, bound: factors } = listening()
  const script = { listEnrolledFactors: [listed(enrolled('OTP', 'hex-1')), listed(enrolled('OTP', 'hex-1'))] }
  const told = withoutSecrets(await stories.binding('OTP'), 1, { ...hooks, script })
  await flushed()
  assert.is(told.state(), 'failed')
  await told.send(bare('enrollment.restarted'), choose.OTP, submitCode)
  assert.is(told.state(), 'savingRecoveryCode')
  assert.equal(
    factors.map(({ factorId }) => factorId),
    ['hex-1', null],
  )
})

notifying.run()
