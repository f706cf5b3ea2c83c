import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { en, messageText, preparationFor, zhCN } from '../../src/index.ts'
import { choose } from '../machines/examples.ts'
import { live } from '../live/live-enrollment.ts'
import { factorTypes } from '../live/stories.ts'

const preparation = suite('what to have at hand before the minute begins')

preparation('is the app for OTP, good light for FACE, and nothing where a message is sent', () => {
  const asked = factorTypes.map((factorType) => [factorType, preparationFor(factorType)?.id ?? null])
  assert.equal(asked, [
    ['OTP', 'prepareOtp'],
    ['SMS', null],
    ['EMAIL', null],
    ['FACE', 'prepareFace'],
  ])
})

preparation('is a text in both languages', () => {
  for (const factorType of ['OTP', 'FACE'] as const) {
    const message = preparationFor(factorType)
    assert.ok(message)
    if (message !== null) assert.is.not(messageText(en, message), messageText(zhCN, message))
  }
})

preparation('is asked of nobody but the host: the view of an enrollment never shows it', async () => {
  for (const factorType of ['OTP', 'FACE'] as const) {
    const told = live()
    const shown: string[] = [told.view().message.id]
    told.enrollment.subscribe(({ message }) => shown.push(message.id))
    await told.send(choose[factorType])
    assert.equal(
      shown.filter((id) => id.startsWith('prepare')),
      [],
    )
  }
})

const stepUp = suite('a step-up that the host asks for')

stepUp('is a problem that says what to do, read out at once, and no wait', async () => {
  const told = live({ beforeEnrollment: () => false })
  await told.send(choose.SMS)
  const view = told.view()
  assert.is(view.state, 'idle')
  assert.is(view.error, 'stepUpRequired')
  assert.equal(view.problem, { id: 'error.stepUpRequired', params: { wait: 0 } })
  assert.equal(view.announce, { politeness: 'assertive', message: view.problem })
  assert.is(view.sendAgainAt, null)
  assert.is(view.nextChangeAt, null)
  assert.is(view.can.choose, true)
  assert.equal(view.support, {
    enrollmentId: '6a1f-enrollment',
    requestId: null,
    error: { _tag: 'stepUpRequired' },
  })
})

stepUp('is forgotten once the request goes out', async () => {
  let isSignedIn = false
  const told = live({ beforeEnrollment: () => isSignedIn })
  await told.send(choose.EMAIL)
  assert.is(told.view().error, 'stepUpRequired')
  isSignedIn = true
  await told.send(choose.EMAIL)
  assert.is(told.state(), 'awaitingCode')
  assert.is(told.view().problem, null)
})

preparation.run()
stepUp.run()
