import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { wordsEn, wordsZhCN, type Words } from '../../src/view/index.ts'

const words = suite("the surfaces' words in two languages")

/** Every text of a language under its path, with numbers and names filled in. */
const textsOf = (all: Words): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  const note = (path: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(path, value)
    else if (typeof value === 'function')
      texts.set(path, String(Reflect.apply(value, undefined, [42, '4 May'])))
    else for (const [name, inner] of Object.entries(Object(value))) note(`${path}.${name}`, inner)
  }
  for (const [name, value] of Object.entries(all)) note(name, value)
  return texts
}

const [en, zhCN] = [textsOf(wordsEn), textsOf(wordsZhCN)]

words('name the same things', () => {
  assert.equal([...zhCN.keys()].toSorted(), [...en.keys()].toSorted())
  assert.ok(en.size > 100)
})

words('none is empty, padded or left in the other language', () => {
  for (const [path, text] of [...en, ...zhCN]) {
    assert.is(text.trim(), text, path)
    assert.ok(text !== '', path)
  }
  for (const [path, text] of en) assert.not.match(text, /\p{Script=Han}/u, path)
  for (const [path, text] of zhCN) assert.match(text, /\p{Script=Han}/u, path)
})

words('what counts or names something says the number or the name', () => {
  for (const all of [en, zhCN])
    for (const path of [
      'secondsLeft',
      'resendIn',
      'renewIn',
      'confirmIn',
      'tryAgainIn',
      'destinationCooling',
    ])
      assert.match(all.get(path) ?? '', '42', path)
  assert.match(wordsEn.removeQuestion('E-mail'), 'E-mail')
  assert.match(wordsZhCN.replaceNotice('E-mail'), 'E-mail')
})

words('a code of unknown length has no number in its hint', () => {
  for (const { codeInvalid } of [wordsEn, wordsZhCN]) {
    assert.match(codeInvalid(8), '8')
    assert.not.match(codeInvalid(null), /\d|null/)
  }
})

words('the sheet with a recovery code says whose it is, if that is known', () => {
  for (const { recoveryFileText } of [wordsEn, wordsZhCN]) {
    assert.match(recoveryFileText('bank.example', '4 May'), 'bank.example')
    assert.not.match(recoveryFileText(null, '4 May'), 'null')
  }
})

words.run()
