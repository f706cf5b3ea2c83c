import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentState, ServiceError, Verdict } from '../../machines/index.ts'
import { choose, chooseOtherPhone, submitCode } from './examples.ts'
import { issued, later, refused, scripted, timedOut } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started } from './started.ts'

/** Where each refusal of the service leads, by the state it came in. */
interface Row {
  readonly error: ServiceError
  readonly requesting: EnrollmentState
  /** Whether a second message to the same number must wait after a failed request. */
  readonly cools: boolean
  /** While the token lives. */
  readonly binding: EnrollmentState
  /** When the answer came after the token's minute. */
  readonly bindingLate: EnrollmentState
  /** While the token lives, and an earlier bind of it is in doubt. */
  readonly bindingInDoubt: EnrollmentState
}

const row = (
  error: ServiceError,
  requesting: EnrollmentState,
  cools: boolean,
  inBinding: EnrollmentState,
  bindingLate: EnrollmentState,
  bindingInDoubt: EnrollmentState,
): Row => ({ error, requesting, cools, binding: inBinding, bindingLate, bindingInDoubt })

const rows: Readonly<Record<ServiceError['_tag'], readonly Row[]>> = {
  wrongCode: [row({ _tag: 'wrongCode' }, 'idle', false, 'awaitingCode', 'expired', 'awaitingCode')],
  tokenExpired: [row({ _tag: 'tokenExpired' }, 'idle', false, 'expired', 'expired', 'reconciling')],
  throttled: [row({ _tag: 'throttled' }, 'idle', true, 'awaitingCode', 'expired', 'reconciling')],
  unauthorized: [row({ _tag: 'unauthorized' }, 'failed', false, 'failed', 'failed', 'reconciling')],
  forbidden: [row({ _tag: 'forbidden' }, 'failed', false, 'failed', 'expired', 'reconciling')],
  stepUpRequired: [row({ _tag: 'stepUpRequired' }, 'idle', false, 'failed', 'failed', 'reconciling')],
  alreadyBound: [row({ _tag: 'alreadyBound' }, 'idle', false, 'failed', 'failed', 'reconciling')],
  invalidInput: [
    row({ _tag: 'invalidInput', field: 'passCode' }, 'idle', false, 'awaitingCode', 'expired', 'reconciling'),
    row({ _tag: 'invalidInput', field: null }, 'idle', false, 'awaitingCode', 'expired', 'reconciling'),
  ],
  photoRejected: [row({ _tag: 'photoRejected' }, 'idle', false, 'awaitingCode', 'expired', 'awaitingCode')],
  preconditionMissing: [
    row({ _tag: 'preconditionMissing' }, 'failed', false, 'failed', 'failed', 'reconciling'),
  ],
  unsupported: [row({ _tag: 'unsupported' }, 'failed', false, 'failed', 'failed', 'reconciling')],
  notFound: [row({ _tag: 'notFound' }, 'failed', false, 'failed', 'expired', 'reconciling')],
  unreachable: [
    row(
      { _tag: 'unreachable', mayHaveArrived: true },
      'idle',
      true,
      'reconciling',
      'reconciling',
      'reconciling',
    ),
    row(
      { _tag: 'unreachable', mayHaveArrived: false },
      'idle',
      false,
      'awaitingCode',
      'expired',
      'reconciling',
    ),
  ],
  timedOut: [row({ _tag: 'timedOut' }, 'idle', true, 'reconciling', 'reconciling', 'reconciling')],
  invalidResponse: [
    row(
      { _tag: 'invalidResponse', paths: ['data'] },
      'failed',
      true,
      'reconciling',
      'reconciling',
      'reconciling',
    ),
  ],
  serverFault: [row({ _tag: 'serverFault' }, 'idle', true, 'reconciling', 'reconciling', 'reconciling')],
}

const table = suite('the failure table')
const told = { statusCode: 499, apiCode: 4_242, requestId: 'req-1' }

for (const { error: bareError, ...expected } of Object.values(rows).flat()) {
  const error = { ...bareError, ...told }
  const name = 'mayHaveArrived' in error ? `${error._tag} (${error.mayHaveArrived})` : error._tag

  table(`${name} of a request leads to ${expected.requesting}`, async () => {
    const enrollment = started({ script: { sendEnrollFactorRequest: [refused(error)] } })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), expected.requesting)
    assert.equal(enrollment.context().error, error)
    assert.is(enrollment.context().challenge, null)
    const [cooldown] = enrollment.context().cooldowns
    assert.is(cooldown !== undefined && enrollment.now() < cooldown.until, expected.cools)
    // Whatever cools may have been sent, but for what the server itself held back.
    const mayHaveGone = expected.cools && error._tag !== 'throttled'
    assert.is(enrollment.context().unsent, mayHaveGone ? null : 1)
  })

  table(`${name} of a bind leads to ${expected.binding}`, async () => {
    const enrollment = await awaitingCode('OTP', {
      script: { enrollFactor: [refused(error)], listEnrolledFactors: [timedOut, later] },
    })
    enrollment.tell(submitCode)
    await enrollment.reached(expected.binding)
    const { context } = enrollment
    assert.equal(context().error, error)
    assert.is(context().submission, null)
    const keepsSecrets = expected.binding === 'awaitingCode' || expected.binding === 'reconciling'
    assert.is(context().challenge !== null, keepsSecrets)
    assert.is(context().recoveryCode !== null, keepsSecrets)
    assert.is(context().bound, expected.binding === 'reconciling' ? 'unknown' : 'no')
    assert.is(context().submitAfter !== null, error._tag === 'throttled')
  })

  table(`${name} of a bind whose token died meanwhile leads to ${expected.bindingLate}`, async () => {
    const enrollment = await binding('OTP', {
      script: { enrollFactor: [later], listEnrolledFactors: [timedOut, later] },
    })
    enrollment.clock.increment(60_000)
    enrollment.open('enrollFactor').answer(refused(error))
    await enrollment.reached(expected.bindingLate)
  })

  table(`${name} of a bind, an earlier one being in doubt, leads to ${expected.bindingInDoubt}`, async () => {
    const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [timedOut, later] } })
    enrollment.tell(submitCode)
    await enrollment.reconciled()
    assert.is(enrollment.state(), 'awaitingCode')
    enrollment.tell(submitCode)
    await flushed()
    enrollment.open('enrollFactor').answer(refused(error))
    await enrollment.reached(expected.bindingInDoubt)
    assert.is(enrollment.context().bound, 'unknown')
  })
}

for (const tag of ['wrongCode', 'photoRejected', 'notFound', 'forbidden'] as const) {
  table(`${tag} of a bind whose token died meanwhile says that it came too late, with its ids`, async () => {
    const enrollment = await binding('OTP', { script: { enrollFactor: [later] } })
    enrollment.clock.increment(60_000)
    enrollment.open('enrollFactor').answer(refused({ _tag: tag, statusCode: 499, requestId: 'req-5' }))
    await enrollment.reached('expired')
    assert.equal(enrollment.context().error, { _tag: 'tokenExpired', statusCode: 499, requestId: 'req-5' })
  })
}

const verdicts = {
  retry: { requesting: 'idle', cools: false, unsent: 1, binding: 'awaitingCode' },
  wait: { requesting: 'idle', cools: true, unsent: 1, binding: 'awaitingCode' },
  renew: { requesting: 'idle', cools: false, unsent: 1, binding: 'expired' },
  reconcile: { requesting: 'idle', cools: true, unsent: null, binding: 'reconciling' },
  refuse: { requesting: 'failed', cools: false, unsent: 1, binding: 'failed' },
} as const satisfies Record<Verdict, unknown>

for (const verdict of ['retry', 'wait', 'renew', 'reconcile', 'refuse'] as const) {
  const expected = verdicts[verdict]
  const error = refused({ _tag: 'preconditionMissing', apiCode: 4_242 })
  const overridden = { verdicts: { 4_242: verdict } }

  table(`an integrator may say that an apiCode means ${verdict}, of a request`, async () => {
    const enrollment = started({ ...overridden, script: { sendEnrollFactorRequest: [error] } })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), expected.requesting)
    assert.is(enrollment.refusal(choose.SMS) === 'coolingDown', expected.cools)
    assert.is(enrollment.context().unsent, expected.unsent)
  })

  table(`an integrator may say that an apiCode means ${verdict}, of a bind`, async () => {
    const script = { enrollFactor: [error], listEnrolledFactors: [timedOut, later] }
    const enrollment = await awaitingCode('SMS', { ...overridden, script })
    enrollment.tell(submitCode)
    await enrollment.reached(expected.binding)
    assert.is(enrollment.context().submitAfter !== null, verdict === 'wait')
  })
}

table('a verdict for one apiCode says nothing about another', async () => {
  const script = { sendEnrollFactorRequest: [refused({ _tag: 'forbidden', apiCode: 1 })] }
  const enrollment = started({ verdicts: { 4_242: 'retry' }, script })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'failed')
})

table('names the request that surely sent no message by its number, until another one did', async () => {
  const throttled = refused({ _tag: 'throttled' })
  const enrollment = started({
    script: { sendEnrollFactorRequest: [throttled, issued(), timedOut, throttled] },
  })
  const unsent = [enrollment.context().unsent]
  for (const command of [choose.SMS, choose.EMAIL, chooseOtherPhone, choose.OTP]) {
    await enrollment.send(command)
    unsent.push(enrollment.context().unsent)
  }
  assert.equal(unsent, [null, 1, 1, 1, 4])
})

table('counts wrong codes, and only those', async () => {
  const wrong = refused({ _tag: 'wrongCode' })
  const script = { enrollFactor: [wrong, refused({ _tag: 'invalidInput', field: null }), wrong] }
  const enrollment = await awaitingCode('OTP', { script })
  await enrollment.send(submitCode, submitCode, submitCode)
  assert.is(enrollment.context().wrongCodes, 2)
  assert.is(enrollment.context().challenge?.wrongCodeBudget, 1)
  await enrollment.send(choose.OTP)
  assert.is(enrollment.context().wrongCodes, 0)
})

table('keeps the budget of wrong codes that the service states', async () => {
  const scriptedService = scripted({}, { wrongCodeBudget: 4 })
  const enrollment = await awaitingCode('SMS', { scriptedService })
  assert.is(enrollment.context().challenge?.wrongCodeBudget, 4)
})

table.run()
