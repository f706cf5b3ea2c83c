import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { idleView, textsOf, titleOf, viewOf } from '../../src/view/index.ts'
import { createEnrollment } from '../../src/index.ts'
import { scripted } from '../machines/scripted-service.ts'
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

texts('an override replaces one text and leaves the others', () => {
  const { words, textOf, locale } = textsOf('zh-CN', {
    words: { confirm: 'Weiter' },
    messages: { done: () => 'Fertig' },
  })
  assert.is(locale, 'zh-CN')
  assert.is(words.confirm, 'Weiter')
  assert.is(words.cancel, textsOf('zh-CN').words.cancel)
  assert.is(textOf({ id: 'done', params: {} }), 'Fertig')
  assert.is(textOf({ id: 'binding', params: {} }), textsOf('zh-CN').textOf({ id: 'binding', params: {} }))
})

texts('a factor of unknown type has a name, and none of the object’s own', () => {
  const { factorNameOf, words } = textsOf('en')
  assert.is(factorNameOf('OTP'), words.factorName.OTP)
  for (const unknown of ['PASSKEY', 'toString', '__proto__'])
    assert.is(factorNameOf(unknown), words.unknownFactor)
})

texts.run()
