import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { en, wordsEn } from '../../../src/view/index.ts'
import { declaredWords, wordsPage } from './words-page.ts'

const page = suite('the page of words')

page('has every word, in the order of its type', () => {
  const keys = declaredWords().map(({ key }) => key)
  assert.equal(keys.toSorted(), Object.keys(wordsEn).toSorted())
  for (const { section } of declaredWords()) assert.not.equal(section, '')
})

page('has every message', () => {
  const text = wordsPage()
  for (const id of Object.keys(en)) assert.ok(text.includes(`- \`${id}\``), id)
})

page('fills words in, and says what they take', () => {
  assert.match(wordsPage(), '`tryAgainIn(seconds: number)` | Try again in 30 s |')
  assert.not.match(wordsPage(), /undefined|NaN|\[object/)
})

page.run()
