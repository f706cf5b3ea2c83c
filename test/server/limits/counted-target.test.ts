import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { countedTargetOf } from '../../../src/server/limits/counted-target.ts'

const counted = suite('a target as it is counted')

const sms = (phoneNumber: string, phoneCountryCode = '+86') =>
  countedTargetOf({ factorType: 'SMS', profile: redact({ phoneNumber, phoneCountryCode }) })
const email = (address: string) =>
  countedTargetOf({ factorType: 'EMAIL', profile: redact({ email: address }) })

for (const spelling of ['18800040001', '018800040001', '0018800040001', '8618800040001', '008618800040001'])
  counted(`+86 ${spelling} is one telephone`, () => {
    assert.is(sms(spelling), 'SMS +8618800040001')
  })

counted('other telephones are others', () => {
  assert.is(sms('18800040002'), 'SMS +8618800040002')
  assert.is(sms('2025550123', '+1'), 'SMS +12025550123')
  // A French number may begin like France's own code.
  assert.is(sms('336123456', '+33'), 'SMS +33336123456')
})

for (const spelling of ['v@a.com', 'V@A.COM', 'v+1@a.com', 'v+2+3@a.com', 'ｖ@a.com', 'v@ａ.com', 'v@a。com'])
  counted(`${spelling} is one mailbox`, () => {
    assert.is(email(spelling), 'EMAIL v@a.com')
  })

counted('a domain is one, composed, decomposed or in ASCII', () => {
  const spellings = ['bücher.de'.normalize('NFC'), 'bücher.de'.normalize('NFD'), 'xn--bcher-kva.de']
  assert.equal(
    new Set(spellings.map((domain) => email(`v@${domain}`))),
    new Set(['EMAIL v@xn--bcher-kva.de']),
  )
})

counted('other mailboxes are others', () => {
  assert.is(email('w@a.com'), 'EMAIL w@a.com')
  assert.is(email('+1@a.com'), 'EMAIL +1@a.com')
})

counted('factors without a message have none', () => {
  assert.is(countedTargetOf({ factorType: 'OTP', profile: redact({}) }), null)
})

counted.run()
