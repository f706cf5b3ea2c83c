import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { Choice, decodeCommand, redact, reveal, targetOf } from '../../machines/index.ts'

const profiles = suite('the profile of a factor')

const chosen = (factorType: unknown, profile?: unknown) => {
  const command = decodeCommand({
    type: 'factor.chosen',
    factorType,
    ...(profile !== undefined && { profile }),
  })
  if (E.isLeft(command)) return command.left
  return 'profile' in command.right ? reveal(command.right.profile) : undefined
}

const phones: readonly (readonly [profile: unknown, decoded: unknown])[] = [
  [{ phoneNumber: '18812345678' }, { phoneNumber: '18812345678' }],
  [{ phoneNumber: '188 1234-5678' }, { phoneNumber: '18812345678' }],
  [{ phoneNumber: '(0)20.7946.0958' }, { phoneNumber: '02079460958' }],
  [{ phoneNumber: '１８８１２３４５６７８' }, { phoneNumber: '18812345678' }],
  [
    { phoneNumber: '7946 0958', phoneCountryCode: '+44' },
    { phoneNumber: '79460958', phoneCountryCode: '+44' },
  ],
  [
    { phoneNumber: '79460958', phoneCountryCode: '＋44' },
    { phoneNumber: '79460958', phoneCountryCode: '+44' },
  ],
  [{ phoneNumber: '18812345678', email: 'a@b.c', isAdmin: true }, { phoneNumber: '18812345678' }],
]
for (const [profile, decoded] of phones) {
  profiles(`SMS takes ${JSON.stringify(profile)}`, () => assert.equal(chosen('SMS', profile), decoded))
}

const noPhones: readonly unknown[] = [
  {},
  { phoneNumber: '' },
  { phoneNumber: '12' },
  { phoneNumber: '1'.repeat(16) },
  { phoneNumber: '+8618812345678' },
  { phoneNumber: '188x1234' },
  { phoneNumber: 18812345678 },
  { phoneNumber: '18812345678', phoneCountryCode: '86' },
  { phoneNumber: '18812345678', phoneCountryCode: '+0' },
  { phoneNumber: '18812345678', phoneCountryCode: '+12345' },
  { phoneNumber: '18812345678', phoneCountryCode: null },
  { email: 'a@b.c' },
  null,
  '18812345678',
]
for (const profile of noPhones) {
  profiles(`SMS refuses ${JSON.stringify(profile)}`, () =>
    assert.is(chosen('SMS', profile), 'invalidProfile'),
  )
}

const emails: readonly (readonly [email: string, decoded: string])[] = [
  ['mina@example.org', 'mina@example.org'],
  [' mina@example.org\n', 'mina@example.org'],
  ['mina+mfa@mail.example.org', 'mina+mfa@mail.example.org'],
  ["o'hara@example.org", "o'hara@example.org"],
  ['米娜@例子.cn', '米娜@例子.cn'],
  ['root@localhost', 'root@localhost'],
]
for (const [email, decoded] of emails) {
  profiles(`EMAIL takes ${JSON.stringify(email)}`, () =>
    assert.equal(chosen('EMAIL', { email }), { email: decoded }),
  )
}

const noEmails: readonly unknown[] = [
  '',
  'mina',
  '@example.org',
  'mina@',
  'mina@@example.org',
  'mina@example..org',
  'mina@.org',
  'mina@example.org.',
  'a b@example.org',
  'a@example.org, b@example.org',
  'a@example.org;b@example.org',
  '<a@example.org>',
  'a\r\nBcc: b@example.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(260)}.org`,
  7,
  null,
]
for (const email of noEmails) {
  profiles(`EMAIL refuses ${JSON.stringify(email)?.slice(0, 50)}`, () =>
    assert.is(chosen('EMAIL', { email }), 'invalidProfile'),
  )
}

for (const factorType of ['OTP', 'FACE'] as const) {
  profiles(`${factorType} needs no profile, and drops what it is given`, () => {
    assert.equal(chosen(factorType), {})
    assert.equal(chosen(factorType, {}), {})
    assert.equal(chosen(factorType, { phoneNumber: '18812345678' }), {})
  })
}

for (const factorType of ['PASSKEY', 'otp', 'toString', '', null, 4, undefined]) {
  profiles(`the factor type ${String(factorType)} is refused`, () =>
    assert.is(chosen(factorType, {}), 'invalidProfile'),
  )
}

profiles('a choice encodes to what it was decoded from', () => {
  const choices = [
    { factorType: 'OTP', profile: {} },
    { factorType: 'SMS', profile: { phoneNumber: '18812345678', phoneCountryCode: '+86' } },
    { factorType: 'SMS', profile: { phoneNumber: '18812345678' } },
    { factorType: 'EMAIL', profile: { email: 'mina@example.org' } },
    { factorType: 'FACE', profile: {} },
  ]
  for (const clear of choices) {
    const choice = Choice.decode(clear)
    assert.ok(E.isRight(choice))
    assert.equal(Choice.encode(choice.right), clear)
    assert.ok(Choice.is(choice.right))
    assert.not.ok(Choice.is(clear))
  }
})

profiles('a profile that is redacted already is checked all the same', () => {
  assert.equal(chosen('EMAIL', redact({ email: ' mina@example.org ' })), { email: 'mina@example.org' })
  assert.is(chosen('EMAIL', redact({ email: 'mina' })), 'invalidProfile')
})

profiles('a target compares equal however it was written', () => {
  const target = (profile: unknown, factorType = 'SMS') => {
    const choice = Choice.decode({ factorType, profile })
    return E.isRight(choice) ? targetOf(choice.right) : 'refused'
  }
  assert.is(
    target({ phoneNumber: '188 1234 5678' }),
    target({ phoneNumber: '18812345678', phoneCountryCode: '+86' }),
  )
  assert.is.not(
    target({ phoneNumber: '18812345678', phoneCountryCode: '+1' }),
    target({ phoneNumber: '18812345678' }),
  )
  assert.is(target({ email: 'Mina@Example.org' }, 'EMAIL'), target({ email: 'mina@example.org' }, 'EMAIL'))
  assert.is(target({}, 'OTP'), null)
})

profiles.run()
