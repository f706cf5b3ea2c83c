import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { chosenFrom } from '../../src/cli/destination.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'

const phones = suite('a phone number as people write it')

const en = textsFor('en')
const number = '+8618800000003'

const spellings = [
  '+86 188 0000 0003',
  '+86 188-0000-0003',
  '(+86) 188.0000/0003',
  '+86 (188) 0000–0003',
  '+86 188‑0000−0003',
  '＋８６１８８００００　０００３',
  '\u202A+86 18800000003\u202C',
]

for (const spelling of spellings) {
  phones(`${JSON.stringify(spelling)} is read`, () => {
    const chosen = chosenFrom('SMS', spelling, en)
    assert.ok(chosen._tag === 'Right')
    const profile = { phoneNumber: '18800000003', phoneCountryCode: '+86' }
    assert.equal(chosen.right, { type: 'factor.chosen', factorType: 'SMS', profile })
  })
}

// The library for phone numbers would drop what follows, and the message would go out.
const more = ['abc', ' ext 9', ' ext. 9', 'x9', ';ext=9', '#9', 'q', ' q', ',9', '+1', '\n1']

for (const added of more) {
  phones(`${JSON.stringify(`${number}${added}`)} is refused, for not all of it is the number`, () => {
    const chosen = chosenFrom('SMS', `${number}${added}`, en)
    assert.ok(chosen._tag === 'Left')
    assert.match(chosen.left, /^That is no phone number: write it with digits alone/)
  })
}

phones('text before the number is refused as well', () => {
  for (const text of [`tel:${number}`, `my number is ${number}`, `q${number}`])
    assert.is(chosenFrom('SMS', text, en)._tag, 'Left')
})

phones.run()
