import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { factorTable } from '../../src/cli/factors/factor-table.ts'
import { findFactor, shownFactorOf } from '../../src/cli/factors/shown-factor.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'

const table = suite('the table of factors')

const factor = (factorId: string, factorType: string, profile: Readonly<Record<string, string>> = {}) => ({
  factorId,
  factorType,
  profile: redact(profile),
})

const listed = [
  factor('6490abcdef0123456789abcd', 'SMS', { phoneNumber: '18800001234', phoneCountryCode: '+86' }),
  factor('u|email', 'EMAIL', { email: 'ann@example.com' }),
  factor('u|otp', 'OTP'),
  factor('u|passkey', 'PASSKEY', { email: 'ann@example.com' }),
]
const shown = listed.map(shownFactorOf)
const { factors: en } = textsFor('en')
const { factors: zhCN } = textsFor('zh-CN')

table('shows id, type and masked destination, and unknown types as they are', () => {
  assert.equal(factorTable(shown, en, 80), [
    'ID                        TYPE     WHERE',
    '6490abcdef0123456789abcd  SMS      +86 188****1234',
    'u|email                   EMAIL    a***@example.com',
    'u|otp                     OTP',
    'u|passkey                 PASSKEY',
  ])
})

table('counts Chinese characters as two columns', () => {
  const [head = '', first = ''] = factorTable(shown, zhCN, 80)
  assert.is(head, '编号                      类型     接收处')
  assert.is(first.indexOf('SMS'), 26)
})

table('stands below each other where it would be wider than the terminal, and cuts no id', () => {
  assert.equal(factorTable(shown.slice(0, 1), en, 40), [
    '6490abcdef0123456789abcd',
    '  SMS',
    '  +86 188****1234',
  ])
  assert.equal(factorTable(shown.slice(0, 1), en, 47).length, 2)
  assert.equal(factorTable(shown.slice(0, 1), en, 46).length, 3)
})

table('an empty country code is none', () => {
  const { destination } = shownFactorOf(
    factor('1', 'SMS', { phoneNumber: '18800001234', phoneCountryCode: '' }),
  )
  assert.is(destination, '188****1234')
})

table('a profile that makes no sense is not shown', () => {
  for (const profile of [{ phoneNumber: 'abc' }, { email: 'ann@example.com' }, {}])
    assert.is(shownFactorOf(factor('1', 'SMS', profile)).destination, null)
})

table('escape sequences, bidi marks and invisible characters of a server are taken out', () => {
  const hostile = factor('6\u001B[31m4\u202E9\u200B', 'O\u009BTP\n', { email: 'a\u001B]0;x\u0007@b.c' })
  const text = factorTable([shownFactorOf(hostile)], en, 80).join('\n')
  assert.match(text, /^6\[31m49 +OTP$/m)
  assert.not.match(text, /\p{Cf}|(?!\n)\p{Cc}/u)
  assert.ok(shownFactorOf(factor('1', 'X'.repeat(10_000))).factorType.length <= 40)
})

table('a factor is found by its id, or by what is shown of it', () => {
  const hostile = factor('6\u200B4', 'OTP')
  assert.is(findFactor([...listed, hostile], 'u|otp')?.factorType, 'OTP')
  assert.is(findFactor([...listed, hostile], '64'), hostile)
  assert.is(findFactor(listed, 'none'), null)
})

table('of two that are shown alike neither is meant, but for one that is exactly so', () => {
  const twins = [factor('6\u200B4', 'OTP'), factor('64\u200B', 'SMS')]
  assert.is(findFactor(twins, '64'), null)
  assert.is(findFactor([...twins, factor('64', 'EMAIL')], '64')?.factorType, 'EMAIL')
})

table.run()
