// What holds for limits wherever they are counted.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { LimitAmounts } from '../../../src/server/limits/amounts.ts'
import type { LimitName, Limits, Spending } from '../../../src/server/limits/limits.ts'
import { holdCalendar, type Calendar } from './calendar.ts'

export interface LimitsContract {
  readonly name: string
  /** New limits, whose counts begin at nothing. */
  readonly make: (amounts: Partial<LimitAmounts>) => Promise<Limits>
  /** False where a driver needs the real timers. */
  readonly timers: boolean
  readonly before?: () => Promise<void>
  readonly after?: () => Promise<void>
}

const of = (limit: LimitName, key = 'a'): Spending => ({ limit, key })

export const describeLimits = ({ name, make, timers, before, after }: LimitsContract): void => {
  const limits = suite(`limits ${name}`)
  let calendar: Calendar = { advance: () => undefined, reset: () => undefined }
  limits.before(async () => before?.())
  limits.before.each(() => {
    calendar = holdCalendar({ timers })
  })
  limits.after.each(() => calendar.reset())
  limits.after(async () => after?.())

  const two = { points: 2, seconds: 60 }

  limits('give what there is, then say when there will be more', async () => {
    const { spend } = await make({ subject: two })
    assert.is(await spend([of('subject')]), null)
    calendar.advance(20_000)
    assert.is(await spend([of('subject')]), null)
    assert.equal(await spend([of('subject')]), { limit: 'subject', retryAt: Date.now() + 40_000 })
    calendar.advance(39_999)
    assert.is((await spend([of('subject')]))?.limit, 'subject')
    calendar.advance(1)
    assert.is(await spend([of('subject')]), null)
  })

  limits('are of one key, and of one name', async () => {
    const { spend } = await make({ subject: two, target: two })
    for (const key of ['a', 'a', 'b', 'b']) assert.is(await spend([of('subject', key)]), null)
    assert.is((await spend([of('subject', 'b')]))?.limit, 'subject')
    assert.is(await spend([of('target', 'a')]), null)
  })

  limits('give back what came to nothing', async () => {
    const { spend, giveBack } = await make({ subject: two, target: two })
    const both = [of('subject'), of('target')]
    for (let time = 0; time < 5; time += 1) {
      assert.is(await spend(both), null)
      await giveBack(both, 0)
    }
    assert.is(await spend(both), null)
    assert.is(await spend(both), null)
    assert.is((await spend(both))?.limit, 'subject')
  })

  limits('take nothing of the others if one is used up', async () => {
    const { spend } = await make({ subject: { points: 3, seconds: 60 }, target: two })
    const both = [of('subject'), of('target')]
    assert.is(await spend(both), null)
    assert.is(await spend(both), null)
    for (let time = 0; time < 10; time += 1) assert.is((await spend(both))?.limit, 'target')
    assert.is(await spend([of('subject')]), null, 'the third of three is still there')
    assert.is((await spend([of('subject')]))?.limit, 'subject')
  })

  limits('have nothing to give back of a time that has passed', async () => {
    const { spend, giveBack } = await make({ target: two })
    const one = [of('target')]
    assert.is(await spend(one), null)
    calendar.advance(59_000)
    assert.is(await spend(one), null)
    calendar.advance(1_000)
    // Both are over; one of them is given back before the count begins anew, and one after it.
    await giveBack(one, 1_000)
    for (let time = 0; time < 2; time += 1) assert.is(await spend(one), null)
    await giveBack(one, 1_000)
    assert.is((await spend(one))?.limit, 'target')
    await giveBack(one, 0)
    assert.is(await spend(one), null)
  })

  limits('do not fall below nothing, whatever is given back', async () => {
    const { spend, giveBack } = await make({ target: two })
    const one = [of('target')]
    await giveBack(one, 0)
    assert.is(await spend(one), null)
    for (let time = 0; time < 5; time += 1) await giveBack(one, 0)
    for (let time = 0; time < 2; time += 1) assert.is(await spend(one), null)
    assert.is((await spend(one))?.limit, 'target')
  })

  limits('give no more than there is to many who ask at once', async () => {
    const { spend } = await make({ subject: { points: 7, seconds: 60 } })
    const all = await Promise.all(Array.from({ length: 40 }, () => spend([of('subject')])))
    assert.is(all.filter((one) => one === null).length, 7)
  })

  limits('count an IPv6 /64 as one address', async () => {
    const { spend } = await make({ address: two })
    assert.is(await spend([of('address', '2001:db8::1')]), null)
    assert.is(await spend([of('address', '2001:db8::2')]), null)
    assert.is((await spend([of('address', '2001:db8::3')]))?.limit, 'address')
    assert.is(await spend([of('address', '2001:db8:0:1::1')]), null)
  })

  limits('count an IPv6 /48 as one network', async () => {
    const { spend } = await make({ network: two })
    assert.is(await spend([of('network', '2001:db8:1:1::1')]), null)
    assert.is(await spend([of('network', '2001:db8:1:ffff::1')]), null)
    assert.is((await spend([of('network', '2001:DB8:1::1')]))?.limit, 'network')
    assert.is(await spend([of('network', '2001:db8:2::1')]), null)
  })

  limits('that are turned off are not counted', async () => {
    const { spend } = await make({ subject: null, day: null })
    for (let time = 0; time < 50; time += 1) assert.is(await spend([of('subject'), of('day')]), null)
  })

  limits('hold for a whole day', async () => {
    const { spend } = await make({ day: { points: 1, seconds: 86_400 } })
    assert.is(await spend([of('day')]), null)
    calendar.advance(86_399_000)
    assert.is((await spend([of('day')]))?.limit, 'day')
    calendar.advance(1_000)
    assert.is(await spend([of('day')]), null)
  })

  limits.run()
}
