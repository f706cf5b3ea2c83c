import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fits, wrapped } from '../../src/cli/wrapped.ts'

const wrapping = suite('breaking a text between words')

wrapping('leaves a text that fits as it is', () => {
  assert.is(wrapped('It worked.', 10), 'It worked.')
  assert.is(wrapped('', 10), '')
})

wrapping('breaks before the word that does not fit', () => {
  assert.is(wrapped('Save this recovery code now', 10), 'Save this\nrecovery\ncode now')
})

wrapping('keeps every word, and no line is too wide unless it is one word', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 })
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (given, columns) => {
      const lines = wrapped(given.join(' '), columns).split('\n')
      assert.equal(
        lines.flatMap((line) => line.split(' ')),
        given,
      )
      for (const line of lines) assert.ok(line.length <= columns || !line.includes(' '))
    }),
  )
})

wrapping('breaks Chinese between any two characters, by their double width', () => {
  assert.is(wrapped('绑定成功请保存此恢复码', 10), '绑定成功请\n保存此恢复\n码')
})

wrapping('tears no word of ASCII out of Chinese', () => {
  assert.is(wrapped('绑定应用（OTP）。', 12), '绑定应用\n（OTP）。')
  assert.is(wrapped('请设置GENAUTH_HOST，再试', 16), '请设置\nGENAUTH_HOST，再\n试')
})

wrapping('begins no line of Chinese with a closing mark, and leaves no character out', () => {
  const letters = fc.array(fc.constantFrom('码', '令', '牌', '，', '。', '：', '（', '）', 'a', '6', ' '))
  fc.assert(
    fc.property(letters, fc.integer({ min: 16, max: 60 }), (given, columns) => {
      // Marks without anything between them are not what we write, and stay together.
      const text = `码${given.join('')}`
        .replaceAll(/([，。：（）])[，。：（）]+/g, '$1')
        .replaceAll(/ +(?=[ ，。：）])/g, '')
      const lines = wrapped(text, columns).split('\n')
      assert.is(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
      for (const [index, line] of lines.entries()) {
        assert.ok(fits(line, columns) || !/[令牌码 ]/.test(line.slice(1)), line)
        assert.ok(index === 0 || !/^[，。：）]/.test(line), line)
      }
    }),
  )
})

wrapping('knows what fits by width, not by length', () => {
  assert.ok(fits('验证码', 6))
  assert.not.ok(fits('验证码', 5))
  assert.ok(fits('', 1))
})

wrapping.run()
