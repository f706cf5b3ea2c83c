import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { allowOnly } from '../../../src/cli/serve/allowed-countries.ts'

const countries = suite('countries that may be sent to')

const allow = allowOnly(['+86', '+49'])
const sms = (phoneCountryCode: string, phoneNumber: string) =>
  allow({ subject: 'ann', factorType: 'SMS', profile: redact({ phoneCountryCode, phoneNumber }) })

countries('are those of the list', () => {
  assert.is(sms('+86', '18800000000'), true)
  assert.is(sms('+1', '2025550123'), false)
  assert.is(
    allow({ subject: 'ann', factorType: 'SMS', profile: redact({ phoneNumber: '18800000000' }) }),
    true,
  )
})

countries('are told by the number, whatever code stands beside it', () => {
  assert.is(sms('+4', '9170000000'), true)
  assert.is(sms('+4', '4740000000'), false)
  assert.is(sms('+8613', '800000000'), true)
  assert.is(sms('+99', '9000000'), false)
})

countries('are those that a gateway would dial', () => {
  for (const number of ['0012025550100', '008615500000001']) assert.is(sms('+86', number), false, number)
})

countries('are no matter for other factors', () => {
  assert.is(
    allow({ subject: 'ann', factorType: 'EMAIL', profile: redact({ email: 'ann@example.com' }) }),
    true,
  )
  assert.is(allow({ subject: 'ann', factorType: 'OTP', profile: redact({}) }), true)
})

countries.run()
