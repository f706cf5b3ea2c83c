import { phoneTarget } from '../../../machines/index.ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { amountsWith, usualAmounts } from '../../../src/server/limits/amounts.ts'
import { callingCodeOf } from '../../../src/server/limits/calling-code.ts'
import type { Counters } from '../../../src/server/limits/counters.ts'
import { keyHash } from '../../../src/server/limits/key-hash.ts'
import { memoryLimits } from '../../../src/server/limits/memory-limits.ts'
import { limitsOver } from '../../../src/server/limits/spending.ts'

const spendings = suite('what limits are counted by')

spendings('name the country that the number has, not the one it was said to have', () => {
  assert.is(callingCodeOf('+8618800000000'), '+86')
  assert.is(callingCodeOf('+12025550123'), '+1')
  assert.is(callingCodeOf('+41791234567'), '+41')
  assert.is(callingCodeOf('+4474001234567'), '+44')
  assert.is(callingCodeOf('+35312345678'), '+353')
  assert.is(callingCodeOf('+99999'), null)
  assert.is(callingCodeOf(phoneTarget('1791234567', '+4')), '+41')
})

spendings('that cannot be counted are refused, and what was taken is given back', async () => {
  const given: string[] = []
  const counters: Counters = {
    take: async (limit) => {
      if (limit === 'target') throw new Error('the database is away')
      return null
    },
    giveBack: async (limit) => void given.push(limit),
  }
  const hash = keyHash(new Uint8Array(32))
  const limits = limitsOver({ counters, amounts: usualAmounts, hash, now: () => 0 })
  const failed: unknown = await limits
    .spend([
      { limit: 'subject', key: 'ann' },
      { limit: 'target', key: '+86188' },
    ])
    .catch((cause: unknown) => cause)
  assert.match(String(failed), /the database is away/)
  assert.equal(given, ['subject'])
})

spendings('are known by a hash that wants the secret', async () => {
  const [one, other] = [keyHash(new Uint8Array(32)), keyHash(new Uint8Array(32).fill(1))]
  assert.match(await one('target', '+86188'), /^[0-9a-f]{32}$/)
  assert.is(await one('target', '+86188'), await keyHash(new Uint8Array(32))('target', '+86188'))
  assert.not((await one('target', '+86188')) === (await other('target', '+86188')))
  assert.not((await one('target', '+86188')) === (await one('subject', '+86188')))
})

spendings('are bounded by numbers that can be', () => {
  assert.equal(amountsWith({ day: null }).day, null)
  for (const wrong of [0, -1, 1.5, Number.NaN, Infinity]) {
    assert.throws(() => memoryLimits({ amounts: { day: { points: wrong, seconds: 60 } } }), RangeError)
    assert.throws(() => memoryLimits({ amounts: { day: { points: 1, seconds: wrong } } }), RangeError)
  }
})

spendings.run()
