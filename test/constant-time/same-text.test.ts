import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sameText } from '../../src/constant-time/index.ts'

const same = suite('two secrets')

const text = fc.string({ unit: 'grapheme' })

same('are the same where their characters are, whatever they hold', () => {
  fc.assert(fc.property(text, (one) => assert.ok(sameText(one, `${one}`))))
  fc.assert(fc.property(text, text, (one, other) => assert.is(sameText(one, other), one === other)))
})

same('of other lengths are others, and nothing is thrown', () => {
  for (const [one, other] of [
    ['', 'a'],
    ['a', ''],
    ['token', 'token '],
    ['token', 'toke'],
    ['token', 'Token'],
  ] as const)
    assert.not.ok(sameText(one, other), `${one} ${other}`)
})

same.run()
