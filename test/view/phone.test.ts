import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries, getCountryCallingCode, getExampleNumber, Metadata } from 'libphonenumber-js/max'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  likelyRegion,
  offeredRegion,
  phoneProfileOf,
  phoneRegions,
  regionTyped,
} from '../../src/view/index.ts'
import { mayHaveLength } from '../../src/view/phone/calling-codes.ts'

const phone = suite('a phone number as it is typed')

const profile = (typed: string, region: string) => {
  const decoded = phoneProfileOf(typed, region)
  return decoded._tag === 'Right' ? decoded.right : decoded.left
}

phone('the regions and codes are those of the numbering plans', () => {
  const ours = phoneRegions('en').map(({ region, code }) => `${region} ${code}`)
  const theirs = getCountries().map((region) => `${region} +${getCountryCallingCode(region)}`)
  assert.equal(ours.toSorted(), theirs.toSorted())
})

interface Lengths {
  readonly possibleLengths: () => readonly number[]
}

/** The library's types leave this out. */
const hasTypes = (plan: object): plan is { readonly type: (name: string) => Lengths | undefined } =>
  'type' in plan && typeof plan.type === 'function'

/** Of mobile numbers; a country without any has those of all its numbers. */
const mobileLengths = ({ numberingPlan: plan }: Metadata): readonly number[] => {
  assert.ok(plan !== undefined && hasTypes(plan))
  const all: Lengths = plan
  return (plan.type('MOBILE') ?? all).possibleLengths()
}

phone('a country code allows the lengths that mobile numbers have there', () => {
  const plan = new Metadata()
  const allowed = new Map<string, Set<number>>()
  for (const region of getCountries()) {
    plan.selectNumberingPlan(region)
    const lengths = mobileLengths(plan)
    const code = `+${getCountryCallingCode(region)}`
    allowed.set(code, new Set([...(allowed.get(code) ?? []), ...lengths]))
  }
  for (const [code, lengths] of allowed)
    for (let digits = 1; digits <= 17; digits += 1)
      assert.is(mayHaveLength(code, digits), lengths.has(digits), `${code}, ${digits} digits`)
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
    assert.equal(profile(example.formatNational(), region), expected, `${region}, within`)
    assert.equal(profile(String(example.nationalNumber), region), expected, `${region}, national`)
    for (const chosen of ['US', 'CN', 'ZZ'])
      assert.equal(profile(example.formatInternational(), chosen), expected, `${region}, beside ${chosen}`)
    compared += 1
  }
  assert.ok(compared > 200)
})

const spelled: readonly (readonly [region: string, typed: string, number: string | null])[] = [
  ['US', '1 (415) 555-2671', '+14155552671'],
  ['US', '(415) 555-2671', '+14155552671'],
  ['US', '+1 415 555 2671', '+14155552671'],
  ['US', '001 415 555 2671', '+14155552671'],
  ['US', '011 49 171 2345678', '+491712345678'],
  ['US', '0415 555 2671', null],
  ['US', '555 2671', null],
  // A number from China beside the code of the United States is none of theirs.
  ['US', '13800000000', null],
  ['US', '+86 138 0000 0000', '+8613800000000'],
  ['CA', '1 416 555 0123', '+14165550123'],
  ['DE', '0171 2345678', '+491712345678'],
  ['DE', '171 2345678', '+491712345678'],
  ['DE', '49 171 2345678', '+491712345678'],
  ['DE', '0049 (0) 171 2345678', '+491712345678'],
  ['DE', '0171 234567', null],
  ['CN', '138 0000 0000', '+8613800000000'],
  ['CN', '86 138 0000 0000', '+8613800000000'],
  ['CN', '0086 138 0000 0000', '+8613800000000'],
  ['CN', '138 0000 000', null],
  ['CN', '0044 7400 123456', '+447400123456'],
  ['GB', '07400 123456', '+447400123456'],
  ['GB', '44 7400 123456', '+447400123456'],
  ['GB', '+44 (0)7400 123456', '+447400123456'],
  ['IT', '312 345 6789', '+393123456789'],
  ['IT', '39 312 345 6789', '+393123456789'],
  // Numbers of Italy have no prefix within: a 0 is the number's own.
  ['IT', '06 1234 5678', '+390612345678'],
  ['IN', '91 81234 56789', '+918123456789'],
  ['IN', '91234 56789', '+919123456789'],
  ['RU', '8 912 345-67-89', '+79123456789'],
  ['AT', '43 664 123456', '+43664123456'],
  ['ID', '62 812 345 678', '+62812345678'],
  ['BF', '07 12 34 56', '+22607123456'],
]

for (const [region, typed, number] of spelled)
  phone(`${typed} beside ${region} is ${number ?? 'no number'}`, () => {
    const read = profile(typed, region)
    assert.is(typeof read === 'string' ? null : `${read.phoneCountryCode}${read.phoneNumber}`, number)
  })

/** Numbers there may be so long or so short that neither length nor first digit tells. */
const ambiguous = new Set(['AD', 'AR', 'MM', 'PM', 'TK', 'WS'])

phone('a country code that is typed once more does not become a part of the number', () => {
  for (const region of getCountries()) {
    const example = getExampleNumber(region, examples)
    if (example === undefined || ambiguous.has(region)) continue
    const code = getCountryCallingCode(region)
    const expected = { phoneNumber: String(example.nationalNumber), phoneCountryCode: `+${code}` }
    assert.equal(profile(`${code} ${example.nationalNumber}`, region), expected, region)
  }
})

phone('00 does for +, and full-width digits and brackets are read', () => {
  const expected = { phoneNumber: '1701234567', phoneCountryCode: '+49' }
  for (const typed of ['0049 170 1234567', '+49 (0170) 1234567', '０１７０－１２３４５６７', '0170/1234567'])
    assert.equal(profile(typed, 'DE'), expected, typed)
})

phone('what is no number is refused, and so is a code or a region that there is not', () => {
  for (const typed of ['', 'none', '12', '+', '+999 123456789', '1234567890123456', '0170x1234567'])
    assert.is(profile(typed, 'DE'), 'invalidPhone', typed)
  for (const region of ['', 'ZZ', '+49']) assert.is(profile('1701234567', region), 'invalidPhone')
})

phone('a number typed with its country code chooses the region, and the chosen one of several stays', () => {
  assert.is(regionTyped('+49 17', 'CN'), 'DE')
  assert.is(regionTyped('0049', 'CN'), 'DE')
  assert.is(regionTyped('011 44', 'US'), 'GB')
  assert.is(regionTyped('+1 416', 'DE'), 'US')
  assert.is(regionTyped('+1 416', 'CA'), 'CA')
  assert.is(regionTyped('+7 701', 'KZ'), 'KZ')
  for (const typed of ['', '+', '+4', '+999', '0171', 'none'])
    assert.is(regionTyped(typed, 'FR'), 'FR', typed)
})

phone('the region asked for is offered first, else the likely one, else that of the server', () => {
  assert.is(offeredRegion('CA', ['de-AT']), 'CA')
  assert.is(offeredRegion('gb', []), 'GB')
  for (const none of ['ZZ', '', null, undefined]) assert.is(offeredRegion(none, ['de-AT']), 'AT')
  assert.is(offeredRegion(null, ['eo']), 'CN')
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
