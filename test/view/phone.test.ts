import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { likelyRegion, phoneProfileOf, phoneRegions } from '../../src/view/index.ts'

const phone = suite('a phone number as it is typed')

const profile = (typed: string, code: string) => {
  const decoded = phoneProfileOf(typed, code)
  return decoded._tag === 'Right' ? decoded.right : decoded.left
}

phone('the regions and codes are those of the numbering plans', () => {
  const ours = phoneRegions('en').map(({ region, code }) => `${region} ${code}`)
  const theirs = getCountries().map((region) => `${region} +${getCountryCallingCode(region)}`)
  assert.equal(ours.toSorted(), theirs.toSorted())
})

/** Mobiles there are dialled with a 9 from abroad and a 15 within, which only a table of all areas can turn. */
const untold = new Set(['AR'])

phone('a number in the way of its country becomes the number the server asks for', () => {
  let compared = 0
  for (const region of getCountries()) {
    const example = getExampleNumber(region, examples)
    if (example === undefined || untold.has(region)) continue
    const phoneCountryCode = `+${getCountryCallingCode(region)}`
    const expected = { phoneNumber: String(example.nationalNumber), phoneCountryCode }
    assert.equal(profile(example.formatNational(), phoneCountryCode), expected, `${region}, within`)
    assert.equal(profile(example.formatInternational(), '+999'), expected, `${region}, from abroad`)
    compared += 1
  }
  assert.ok(compared > 200)
})

phone('00 does for +, and full-width digits and brackets are read', () => {
  const expected = { phoneNumber: '1701234567', phoneCountryCode: '+49' }
  for (const typed of ['0049 170 1234567', '+49 (0170) 1234567', '０１７０－１２３４５６７', '0170/1234567'])
    assert.equal(profile(typed, '+49'), expected, typed)
})

phone('what is no number is refused, and so is a code that no country has', () => {
  for (const typed of ['', 'none', '12', '+', '+999 123456789', '1234567890123456', '0170x1234567'])
    assert.is(profile(typed, '+49'), 'invalidPhone', typed)
  assert.is(profile('1701234567', ''), 'invalidPhone')
})

phone('the likely region is that of the first language that has one', () => {
  assert.is(likelyRegion(['de-AT', 'en']), 'AT')
  assert.is(likelyRegion(['zh']), 'CN')
  assert.is(likelyRegion(['eo', 'fr']), 'FR')
  assert.is(likelyRegion(['x-nowhere', '']), null)
})

phone('regions are named and sorted in the language asked for', () => {
  const german = phoneRegions('de')
  assert.ok(german.some(({ region, name, code }) => region === 'CH' && name === 'Schweiz' && code === '+41'))
  const names = german.map(({ name }) => name)
  assert.equal(names, names.toSorted(new Intl.Collator('de').compare))
})

phone.run()
