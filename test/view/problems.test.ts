import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { bare, choose, start, submitCode } from '../machines/examples.ts'
import { otpIssued, refused, wrongCode } from '../machines/scripted-service.ts'
import { live, screen } from '../live/live-enrollment.ts'
import { doneStory, factorTypes, stories } from '../live/stories.ts'

const problems = suite('what the view says went wrong')

problems('is nothing while all goes well', async () => {
  for (const story of [stories.idle, stories.requesting, stories.awaitingCode, stories.binding, doneStory]) {
    const told = await story('SMS')
    assert.is(told.view().problem, null)
    assert.is(told.view().error, null)
    assert.is(told.view().support.requestId, null)
  }
})

problems('is a wrong code, with its tag for code that branches', async () => {
  const view = (await stories.awaitingCodeAfterWrongCode('OTP')).view()
  assert.equal(view.problem, { id: 'error.wrongCode', params: { wait: 0 } })
  assert.is(view.error, 'wrongCode')
})

problems('is a sent code that is used up, and when there can be a new one', async () => {
  for (const factorType of ['SMS', 'EMAIL'] as const) {
    const told = await stories.awaitingCodeAfterWrongCode(factorType)
    const { challenge } = screen(told.view(), 'awaitingCode')
    assert.is('codeUsedUp' in challenge && challenge.codeUsedUp, true)
    assert.equal(told.view().problem, { id: 'codeUsedUp', params: { seconds: 60 } })
    assert.equal(told.viewIn(58_500).problem, { id: 'codeUsedUp', params: { seconds: 2 } })
    assert.equal(told.viewIn(60_000).problem, { id: 'codeUsedUp', params: { seconds: 0 } })
  }
})

problems('is a wrong code as long as the pool allows another try', async () => {
  const told = live({ limits: { wrongCodeBudget: 2 }, script: { enrollFactor: [wrongCode] } })
  await told.send(choose.SMS, submitCode)
  assert.is(told.view().problem?.id, 'error.wrongCode')
  await told.send(submitCode)
  assert.is(told.view().problem?.id, 'codeUsedUp')
})

problems(
  'gives a used up code the wait for its next message, and not that for a throttled code',
  async () => {
    const throttled = refused({ _tag: 'throttled' })
    const told = live({ script: { enrollFactor: [wrongCode, throttled] } })
    await told.send(choose.SMS, submitCode, submitCode)
    assert.is(screen(told.view(), 'awaitingCode').submitAt, start + 5_000)
    assert.equal(told.view().problem, { id: 'codeUsedUp', params: { seconds: 60 } })
  },
)

problems('gives a throttled code its own wait, and none of the message before it', async () => {
  const told = await stories.awaitingCodeThrottled('SMS')
  assert.equal(told.view().problem, { id: 'error.throttled', params: { wait: 5 } })
  assert.equal(told.viewIn(4_001).problem, { id: 'error.throttled', params: { wait: 1 } })
  const then = told.viewIn(5_000)
  assert.is(then.can.submit, true)
  assert.equal(then.problem, { id: 'error.throttled', params: { wait: 0 } })
})

problems('lets a code that never left be sent again at once', async () => {
  const told = live({ script: { enrollFactor: [refused({ _tag: 'unreachable', mayHaveArrived: false })] } })
  await told.send(choose.SMS, submitCode)
  assert.is(told.view().can.submit, true)
  assert.equal(told.view().problem, { id: 'error.unreachable', params: { wait: 0 } })
})

problems('gives a throttled request the wait for the next one', async () => {
  for (const factorType of ['SMS', 'EMAIL'] as const) {
    const told = await stories.idleThrottled(factorType)
    assert.is(told.view().sendAgainAt, start + 60_000)
    assert.equal(told.view().problem, { id: 'error.throttled', params: { wait: 60 } })
    assert.equal(told.viewIn(60_000).problem, { id: 'error.throttled', params: { wait: 0 } })
  }
})

problems('is a new secret, for the entry just added to the app is useless', async () => {
  const other = 'otpauth://totp/GenAuth:mina?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GenAuth'
  const told = live({ script: { sendEnrollFactorRequest: [otpIssued(), otpIssued('tok-2', other)] } })
  await told.send(choose.OTP)
  assert.is(told.view().problem, null)
  await told.send(choose.OTP)
  const { challenge } = screen(told.view(), 'awaitingCode')
  assert.is('otp' in challenge && challenge.otp.changed, true)
  assert.equal(told.view().problem, { id: 'secretChanged', params: {} })
})

problems('carries the id of the request, for support', async () => {
  assert.equal((await stories.failed('OTP')).view().support, {
    enrollmentId: '6a1f-enrollment',
    requestId: 'req-2',
    error: { _tag: 'forbidden', requestId: 'req-2' },
  })
})

problems('says where an answer made no sense, for whoever wrote the service', async () => {
  const told = live({ script: { sendEnrollFactorRequest: [E.right({ enrollmentToken: 5 })] } })
  await told.send(choose.OTP)
  assert.equal(told.view().support.error, { _tag: 'invalidResponse', paths: ['enrollmentToken'] })
})

problems('never asks to try again what the view does not allow', async () => {
  for (const factorType of factorTypes)
    for (const story of Object.values(stories)) {
      const view = (await story(factorType)).view()
      const { can, problem } = view
      if (problem === null || !('wait' in problem.params) || problem.params.wait !== 0) continue
      assert.ok(can.choose || can.submit || can.renew || can.restart, `${view.state}: ${problem.id}`)
    }
})

problems('is a lost recovery code where the app was bound by a process that kept no secrets', async () => {
  const told = await stories.binding('OTP')
  told.open('enrollFactor').answer({ _tag: 'Right', right: { bound: true } })
  await told.pass(0)
  const again = live({ record: told.enrollment.persist() })
  const view = screen(again.view(), 'failed')
  assert.is(view.bound, 'yes')
  assert.is(view.problem?.id, 'error.recoveryCodeLost')
  await again.send(bare('enrollment.restarted'))
  assert.is(again.view().problem, null)
})

problems.run()
