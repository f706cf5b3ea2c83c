import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { idleView, renewalOf, textsOf, titleOf, viewOf } from '../../src/view/index.ts'
import { createEnrollment } from '../../src/index.ts'
import { scripted } from '../machines/scripted-service.ts'
import { live } from '../live/live-enrollment.ts'
import { stories } from '../live/stories.ts'
import { everyState } from '../machines/every-state.ts'

const texts = suite('the texts of a screen')

texts('an enrollment that does not run yet looks like one that has just begun, but for its name', () => {
  const enrollment = createEnrollment({ service: scripted().service })
  const { support, ...begun } = enrollment.view()
  const { support: nobody, ...idle } = idleView
  assert.equal(idle, begun)
  assert.is(nobody.enrollmentId, '')
  assert.ok(support.enrollmentId !== '')
  enrollment.stop()
})

texts('every state has a title in both languages', async () => {
  const titles = new Set<string>()
  for (const reach of Object.values(everyState)) {
    const { actor, now } = await reach({})
    const view = viewOf(actor.getSnapshot(), now())
    for (const locale of ['en', 'zh-CN'] as const) {
      const title = titleOf(view, textsOf(locale).words)
      assert.type(title, 'string', view.state)
      titles.add(title)
    }
  }
  assert.ok(titles.size > 12)
})

for (const [factorType, message, again] of [
  ['OTP', 'For your safety the key was not kept. Show a new QR code.', 'Show a new QR code'],
  ['SMS', 'For your safety the number was not kept. Enter it again.', 'Enter the number again'],
  ['EMAIL', 'For your safety the address was not kept. Enter it again.', 'Enter the address again'],
  ['FACE', 'For your safety the photo was not kept. Take a new one.', 'Take a new photo'],
] as const)
  texts(`${factorType}: after a reload nothing went wrong and no minute is over`, async () => {
    const told = await stories.awaitingCode(factorType)
    const reopened = live({ record: told.enrollment.persist() })
    const view = reopened.view()
    assert.is(view.state, 'expired')
    assert.is(view.problem, null)
    assert.is(view.error, null)
    assert.is(view.support.error?._tag, 'interrupted')
    assert.equal(view.announce, { politeness: 'assertive', message: view.message })
    const { words, textOf } = textsOf('en')
    assert.is(titleOf(view, words), 'The page was reloaded')
    assert.is(textOf(view.message), message)
    assert.is(renewalOf(view, words), again)
    assert.is(titleOf(view, textsOf('zh-CN').words), '页面已重新加载')
  })

texts('a minute that ran out is still called so, and is asked for anew', async () => {
  const view = (await stories.expired('SMS')).view()
  const { words } = textsOf('en')
  assert.is(titleOf(view, words), 'Time is up')
  assert.is(renewalOf(view, words), 'Send a new code')
})

texts('a lost recovery code is not called a failure, for the factor is active', async () => {
  const told = await stories.binding('OTP')
  told.open('enrollFactor').answer({ _tag: 'Right', right: { bound: true } })
  await told.pass(0)
  const view = live({ record: told.enrollment.persist() }).view()
  const { words } = textsOf('en')
  assert.is(titleOf(view, words), 'Recovery code lost')
  assert.is(titleOf((await stories.failed('OTP')).view(), words), 'That did not work')
})

texts('an override replaces one text and leaves the others', () => {
  const { words, textOf, locale } = textsOf('zh-CN', {
    words: { confirm: 'Weiter' },
    messages: { done: () => 'Fertig' },
  })
  assert.is(locale, 'zh-CN')
  assert.is(words.confirm, 'Weiter')
  assert.is(words.cancel, textsOf('zh-CN').words.cancel)
  assert.is(textOf({ id: 'done', params: { factorType: 'OTP' } }), 'Fertig')
  assert.is(textOf({ id: 'binding', params: {} }), textsOf('zh-CN').textOf({ id: 'binding', params: {} }))
})

texts('a factor of unknown type has a name, and none of the object’s own', () => {
  const { factorNameOf, words } = textsOf('en')
  assert.is(factorNameOf('OTP'), words.factorName.OTP)
  for (const unknown of ['PASSKEY', 'toString', '__proto__'])
    assert.is(factorNameOf(unknown), words.unknownFactor)
})

texts.run()
