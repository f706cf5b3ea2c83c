import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type Choice } from '../../src/index.ts'
import { maskedDestinationOf, maskedDestinationOfFactor } from '../../src/view/index.ts'
import { choose } from '../machines/examples.ts'
import { live, screen } from '../live/live-enrollment.ts'

const masking = suite('where a code goes, masked')

const phone = (phoneNumber: string, phoneCountryCode?: string): Choice => ({
  factorType: 'SMS',
  profile: redact({ phoneNumber, ...(phoneCountryCode !== undefined && { phoneCountryCode }) }),
})
const email = (address: string): Choice => ({ factorType: 'EMAIL', profile: redact({ email: address }) })

masking('shows the edges of a phone number, and fewer digits of a short one', () => {
  const masked = {
    '100': '****00',
    '1234': '****34',
    '12345': '****45',
    '123456': '****56',
    '1234567': '1****67',
    '12345678': '12****78',
    '123456789': '123****89',
    '1234567890': '123****890',
    '18812345678': '188****5678',
    '123456789012345': '123****2345',
  }
  for (const [number, expected] of Object.entries(masked)) {
    assert.is(maskedDestinationOf(phone(number)), expected)
    assert.is(maskedDestinationOf(phone(number, '+852')), `+852 ${expected}`)
  }
})

const digits = fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 15 }).map((all) => all.join(''))

masking('never shows a whole phone number, nor more than two thirds of it', () => {
  fc.assert(
    fc.property(digits, fc.option(fc.constantFrom('+1', '+86', '+1264')), (number, countryCode) => {
      const masked = maskedDestinationOf(phone(number, countryCode ?? undefined)) ?? ''
      const shown = countryCode === null ? masked : masked.slice(countryCode.length + 1)
      assert.ok(countryCode === null || masked.startsWith(`${countryCode} `))
      assert.match(shown, /^[0-9]{0,3}\*{4}[0-9]{2,4}$/)
      const [first = '', last = ''] = shown.split('****')
      assert.ok(number.startsWith(first) && number.endsWith(last))
      assert.ok(first.length + last.length <= (number.length * 2) / 3)
    }),
  )
})

masking('shows the first letter of an address, its domain, and not how long it is', () => {
  const masked = {
    'mina.tan@example.org': 'm***@example.org',
    'a@b': 'a***@b',
    'ab@example.org': 'a***@example.org',
    '敏@example.org': '敏***@example.org',
  }
  for (const [address, expected] of Object.entries(masked))
    assert.is(maskedDestinationOf(email(address)), expected)
})

masking('never shows a local part of two characters or more', () => {
  const local = fc.stringMatching(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{2,64}$/)
  fc.assert(
    fc.property(local, (name) => {
      const masked = maskedDestinationOf(email(`${name}@example.org`)) ?? ''
      assert.is(masked, `${name.slice(0, 1)}***@example.org`)
      const [shown = ''] = masked.split('@')
      assert.ok(!shown.includes(name) || /^.?\*+$/.test(name))
    }),
  )
})

masking('keeps a letter whole that is made of two code units', () => {
  assert.is(maskedDestinationOf(email('🐱tom@example.org')), '🐱***@example.org')
})

masking('lets no escape sequence or bidi mark of an address through to a terminal or page', () => {
  const sneaky = '\u001Bmi\u202Ena@exa\u001B[2Jmple\u202E.o\u200Brg'
  assert.is(maskedDestinationOf(email(sneaky)), 'm***@exa[2Jmple.org')
})

masking('is nothing where no code is sent', () => {
  for (const factorType of ['OTP', 'FACE'] as const)
    assert.is(maskedDestinationOf({ factorType, profile: redact({}) }), null)
  assert.is(maskedDestinationOf(null), null)
})

masking('is on the screens that ask for a sent code, and when it has expired', async () => {
  const told = live()
  await told.send(choose.SMS)
  const { challenge } = screen(told.view(), 'awaitingCode')
  assert.is('maskedDestination' in challenge && challenge.maskedDestination, '+86 188****5678')
  assert.equal(told.view().message, { id: 'enterSentCode', params: { destination: '+86 188****5678' } })
  await told.pass(60_000)
  assert.is(screen(told.view(), 'expired').maskedDestination, '+86 188****5678')
})

masking('masks the factors of a list likewise, and says nothing of those without a destination', () => {
  const factor = (factorType: string, profile: { readonly phoneNumber?: string; readonly email?: string }) =>
    maskedDestinationOfFactor({ factorId: 'f1', factorType, profile: redact(profile) })
  assert.is(factor('SMS', { phoneNumber: '18812345678' }), '188****5678')
  assert.is(factor('EMAIL', { email: 'ann@example.com' }), 'a***@example.com')
  assert.is(factor('SMS', {}), null)
  assert.is(factor('OTP', { email: 'ann@example.com' }), null)
  assert.is(factor('PASSKEY', { phoneNumber: '18812345678' }), null)
})

masking.run()
