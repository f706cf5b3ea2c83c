import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TOTP, URI } from 'otpauth'
import { redact, reveal } from '../../../machines/index.ts'
import { vendorLimits } from '../../../machines/index.ts'
import { createEngine } from '../../../src/durable/engine/create-engine.ts'
import { SealingKeyError } from '../../../src/durable/sealing/sealing-key.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { bare } from '../../machines/examples.ts'
import { throws, scripted } from '../../machines/scripted-service.ts'
import { accessToken, chooseSms, owner, quiet, world } from './world.ts'

const enrolling = suite('an engine')

enrolling(
  'takes a person from nothing to a bound factor, each step stored before it is answered',
  async () => {
    const { process, code, sandbox, row, clock } = world()
    const { engine, create, send, state, bound, events, defects } = process()
    await engine.start()
    const { id, isNew, answer } = await create('one', chooseSms)
    assert.equal([id, isNew, answer.accepted, answer.view.state], ['one', true, true, 'requesting'])
    assert.is((await row('one'))?.revision, 1)
    await quiet()
    assert.is(await state('one'), 'awaitingCode')
    const submitted = await send('one', code())
    assert.equal([submitted?.accepted, submitted?.view.state], [true, 'binding'])
    assert.is(await state('one'), 'done')
    assert.is(sandbox.factors().length, 1)
    assert.is(sandbox.outbox.length, 1)
    assert.equal(
      bound.map(({ enrollmentId, factorType }) => [enrollmentId, factorType]),
      [['one', 'SMS']],
    )
    assert.equal(
      events.map(({ type }) => type),
      ['factor.requested', 'challenge.opened', 'code.submitted', 'factor.bound'],
    )
    assert.equal(defects, [])
    await engine.stop()
    assert.is(clock.pending.size, 0)
  },
)

enrolling('binds an authenticator app, and keeps the recovery code until it is saved', async () => {
  const { process, clock } = world()
  const { engine, create, send, state } = process()
  await engine.start()
  await create('app', { type: 'factor.chosen', factorType: 'OTP' })
  await quiet()
  const view = await engine.view('app')
  if (view?.state !== 'awaitingCode' || view.challenge.factorType !== 'OTP') throw new Error('no challenge')
  const totp = URI.parse(reveal(view.challenge.otp.uri))
  if (!(totp instanceof TOTP)) throw new Error('no TOTP')
  await send('app', { type: 'code.submitted', passCode: totp.generate({ timestamp: clock.now() }) })
  assert.is(await state('app'), 'savingRecoveryCode')
  const saved = await send('app', bare('recoveryCode.saved'))
  assert.is(saved?.view.state, 'done')
  await engine.stop()
})

enrolling('tells why it refuses, and that each refusal happened once', async () => {
  const { process, code } = world()
  const { engine, create, send, events } = process()
  await engine.start()
  const { answer } = await create('one', bare('code.resend'))
  assert.equal([answer.accepted, !answer.accepted && answer.reason], [false, 'notNow'])
  const tooEarly = await send('one', code())
  assert.is(tooEarly?.accepted, false)
  await send('one', chooseSms)
  const again = await send('one', bare('code.resend'))
  assert.equal(again?.accepted === false && [again.reason, typeof again.until], ['coolingDown', 'number'])
  assert.equal(
    events.filter(({ type }) => type === 'command.refused').map((event) => 'reason' in event && event.reason),
    ['notNow', 'invalidCode', 'coolingDown'],
  )
  await engine.stop()
})

enrolling('leaves an enrollment alone whose id is asked for again', async () => {
  const { process } = world()
  const { engine, create } = process()
  await create('one')
  const again = await create('one', chooseSms)
  assert.equal([again.isNew, again.answer.accepted], [false, false])
  assert.is(!again.answer.accepted && again.answer.reason, 'exists')
  assert.is((await engine.view('one'))?.state, 'idle')
  await engine.stop()
})

enrolling('refuses an id that no store can keep, and does not disturb the others', async () => {
  const { process } = world()
  const { engine, create } = process()
  const [bad, good] = await Promise.allSettled([create('x'.repeat(300)), create('good')])
  assert.is(bad.status, 'rejected')
  assert.is(good.status, 'fulfilled')
  await engine.stop()
})

enrolling('knows nothing of an enrollment that is not there, and forgets one that is erased', async () => {
  const { process } = world()
  const { engine, create } = process()
  assert.is(await engine.send('none', bare('code.resend')), null)
  assert.is(await engine.view('none'), null)
  assert.is(await engine.ownerOf('none'), null)
  assert.is(await engine.erase('none'), false)
  await create('one')
  const whose = await engine.ownerOf('one')
  assert.is(whose && reveal(whose), owner)
  assert.is(await engine.erase('one'), true)
  assert.is(await engine.view('one'), null)
  await engine.stop()
})

enrolling('aborts the call of an enrollment that is cancelled or erased meanwhile', async () => {
  for (const leave of ['cancel', 'erase'] as const) {
    const { process } = world()
    const signals: AbortSignal[] = []
    const { engine, create, send } = process({
      beforeEnrollment: ({ signal }) => {
        signals.push(signal)
        return new Promise(() => undefined)
      },
    })
    await create('one', chooseSms)
    await quiet()
    assert.is(signals[0]?.aborted, false)
    await (leave === 'cancel' ? send('one', bare('enrollment.cancelled')) : engine.erase('one'))
    assert.is(signals[0]?.aborted, true)
    await engine.stop({ graceMs: 0 })
  }
})

enrolling('gives each call the owner and the token, and wipes the token once nothing needs it', async () => {
  const { process, code } = world()
  const { engine, create, send, tokensUsed, credentials } = process()
  await create('one', chooseSms)
  await quiet()
  assert.equal(tokensUsed(), [accessToken])
  assert.is(credentials[0]?.owner && reveal(credentials[0].owner), owner)
  // Without a token of its own a command finds none left.
  await engine.send('one', code())
  await quiet()
  assert.equal(tokensUsed(), [accessToken, null])
  await send('one', code())
  await engine.stop()
})

enrolling('a service that cannot be made is a defect of that enrollment, and not of the answer', async () => {
  const { process } = world()
  const { engine, create, state, defects } = process({
    service: () => {
      throw new Error('no such tenant')
    },
  })
  const { answer } = await create('one', chooseSms)
  assert.is(answer.accepted, true)
  await quiet()
  assert.is(await state('one'), 'failed')
  assert.match(String(defects[0]), 'no such tenant')
  const other = await create('two')
  assert.is(other.isNew, true)
  await engine.stop()
})

enrolling('a service without limits, or one that throws, is a defect of that enrollment alone', async () => {
  const { process } = world()
  const script = scripted({ sendEnrollFactorRequest: [throws(new Error('a bug'))] })
  const noLimits = JSON.parse('{}')
  for (const service of [() => script.service, () => noLimits]) {
    const { engine, create, state, defects } = process({ service })
    await create(`of ${String(service)}`, chooseSms)
    await quiet()
    assert.is(await state(`of ${String(service)}`), 'failed')
    assert.is(defects.length, 1)
    await engine.stop()
  }
})

enrolling('commands of one enrollment come one after the other, also when sent at once', async () => {
  const { process, code, asked } = world()
  const { engine, create } = process()
  await create('one', chooseSms)
  await quiet()
  const submit = code()
  const answers = await Promise.all(
    [1, 2, 3].map(() => engine.send('one', submit, { accessToken: redact(accessToken) })),
  )
  await quiet()
  assert.equal(
    answers.map((answer) => answer?.accepted),
    [true, false, false],
  )
  assert.is(asked('enrollFactor'), 1)
  await engine.stop()
})

enrolling('what comes while a commit is under way goes together into the next', async () => {
  const { process, commits } = world()
  const { engine, create } = process({ maxInFlight: 64 })
  await Promise.all(Array.from({ length: 50 }, (_, index) => create(`e${index}`, chooseSms)))
  assert.is(commits.length, 1)
  assert.is(commits[0]?.length, 50)
  await engine.stop({ graceMs: 0 })
})

enrolling('takes no options that cannot work', () => {
  const { sandbox, key } = world()
  const given = { store: memoryStore(), keys: [key], service: () => sandbox.service(), limits: vendorLimits }
  assert.throws(
    () => createEngine({ ...given, keys: [] }),
    (error: unknown) => error instanceof SealingKeyError,
  )
  for (const wrong of [{ leaseMs: 0 }, { maxInFlight: 0 }, { maxWaiting: -1 }, { eraseAfterMs: Number.NaN }])
    assert.throws(
      () => createEngine({ ...given, ...wrong }),
      (error: unknown) => error instanceof RangeError,
    )
})

enrolling.run()
