import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { allowOnly } from '../../../src/cli/serve/allowed-countries.ts'

const countries = suite('countries that may be sent to')

const allow = allowOnly(['+86', '+49'])
const sms = (phoneCountryCode: string, phoneNumber: string) =>
  allow({ subject: 'ann', factorType: 'SMS', profile: redact({ phoneCountryCode, phoneNumber }) })

/** With every country on the list. */
const to = (phoneCountryCode: string, phoneNumber: string) =>
  allowOnly(getCountries().map((country) => `+${getCountryCallingCode(country)}`))({
    subject: 'ann',
    factorType: 'SMS',
    profile: redact({ phoneCountryCode, phoneNumber }),
  })

countries('are those of the list', () => {
  assert.is(sms('+86', '18800000000'), true)
  assert.is(sms('+1', '2025550123'), false)
  assert.is(
    allow({ subject: 'ann', factorType: 'SMS', profile: redact({ phoneNumber: '18800000000' }) }),
    true,
  )
})

countries('are told by the number, whatever code stands beside it', () => {
  assert.is(sms('+4', '91701234567'), true)
  assert.is(sms('+4', '47400123456'), false)
  assert.is(sms('+8613', '800000000'), true)
  assert.is(sms('+99', '9000000'), false)
})

countries('are those that a gateway would dial', () => {
  for (const number of ['0012025550100', '008615500000001']) assert.is(sms('+86', number), false, number)
})

const good: readonly (readonly [string, string])[] = [
  ['+86', '13800138000'],
  ['+86', '17012345678'],
  ['+86', '19912345678'],
  ['+49', '15123456789'],
  ['+49', '1701234567'],
  ['+44', '7911123456'],
  ['+33', '612345678'],
  ['+91', '9876543210'],
  ['+81', '9012345678'],
  ['+65', '91234567'],
  ['+39', '3123456789'],
  ['+55', '11987654321'],
  ['+852', '98765432'],
  // Landlines and mobile telephones have the same numbers there.
  ['+1', '2125551234'],
  ['+1', '6045551234'],
  ['+52', '5512345678'],
]
for (const [code, number] of good)
  countries(`may be sent to ${code} ${number}`, () => {
    assert.is(to(code, number), true)
  })

const bad: readonly (readonly [string, string, string])[] = [
  ['+86', '85298765432', 'Hong Kong'],
  ['+86', '447911123456', 'the United Kingdom'],
  ['+86', '14012345678', 'nobody'],
  ['+86', '1381234567', 'nobody, for it is too short'],
  ['+86', '188123456789', 'nobody, for it is too long'],
  ['+86', '1012345678', 'a landline'],
  ['+86', '4001234567', 'a shared rate'],
  ['+49', '3012345678', 'a landline'],
  ['+44', '2079460958', 'a landline'],
  ['+44', '7012345678', 'a personal number, at a price of its own'],
  ['+44', '8001111111', 'a toll-free number'],
  ['+33', '812345678', 'a premium rate'],
  ['+81', '5012345678', 'a telephone over IP'],
  ['+1', '8005551234', 'a toll-free number'],
  ['+1', '9005551234', 'a premium rate'],
  ['+1', '5002345678', 'a personal number'],
  ['+1', '5551234567', 'nobody'],
]
for (const [code, number, whose] of bad)
  countries(`are not reached by ${code} ${number}: ${whose}`, () => {
    assert.is(to(code, number), false)
  })

countries('have example numbers, and those may be sent to, in all the world', () => {
  for (const country of getCountries()) {
    const { countryCallingCode: code = '', nationalNumber = '' } = getExampleNumber(country, examples) ?? {}
    assert.is(to(`+${code}`, nationalNumber), true, `${country} +${code} ${nationalNumber}`)
  }
})

countries('are no matter for other factors', () => {
  assert.is(
    allow({ subject: 'ann', factorType: 'EMAIL', profile: redact({ email: 'ann@example.com' }) }),
    true,
  )
  assert.is(allow({ subject: 'ann', factorType: 'OTP', profile: redact({}) }), true)
})

countries.run()
