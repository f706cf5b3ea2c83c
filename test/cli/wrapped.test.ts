import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { wrapped } from '../../src/cli/wrapped.ts'

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

wrapping.run()
