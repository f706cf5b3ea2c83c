import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const time = suite('time in an element')
time.after(browser.close)

const atApp = async () => {
  const person = account()
  const { service, clock } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), { service, clock })
  await page.press('choice-otp')
  await page.press('request')
  const pass = async (ms: number) => {
    clock.advance(ms)
    await page.settled()
  }
  return { ...person, ...page, pass }
}

time('the seconds are true, and there is one timer for them', async () => {
  const page = await atApp()
  const timers = page.clock.pending.size
  assert.is(page.text('seconds'), '60')
  for (const seconds of [59, 58, 57]) {
    await page.pass(1_001)
    assert.is(page.text('seconds'), String(seconds))
    assert.is(page.clock.pending.size, timers)
  }
  await page.gone()
})

time('nothing is drawn while the page is hidden, and all is right once it is shown', async () => {
  const page = await atApp()
  browser.hide(true)
  await page.settled()
  await page.pass(30_000)
  assert.is(page.text('seconds'), '60')
  browser.hide(false)
  await page.settled()
  assert.is(page.text('seconds'), '30')
  await page.gone()
})

time('the last 20 seconds are announced once, politely; the end at once', async () => {
  const page = await atApp()
  await page.pass(41_000)
  assert.is(page.spoken('polite'), 'At most 20 seconds left.')
  await page.pass(5_000)
  assert.is(page.spoken('polite'), 'At most 20 seconds left.')
  await page.pass(15_000)
  assert.is(page.screen(), 'expired')
  assert.match(page.spoken('assertive') ?? '', 'The minute is over')
  await page.gone()
})

time('a renewal is one press, and says that the key is another one', async () => {
  const page = await atApp()
  const key = page.text('key')
  await page.pass(61_000)
  await page.press('renew')
  assert.is(page.screen(), 'appCode')
  assert.is.not(page.text('key'), key)
  assert.match(page.text('note') ?? '', 'the key is a new one')
  await page.gone()
})

time('from the end of a minute there is a way to another factor, and back', async () => {
  const page = await atApp()
  await page.pass(61_000)
  await page.press('other-factor')
  assert.is(page.screen(), 'factors')
  await page.press('back')
  assert.is(page.screen(), 'expired')
  await page.gone()
})

time('a page that throttles its codes is waited for, and says how long', async () => {
  const page = await atApp()
  page.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'throttled', retryAfter: 5, times: 1 })
  await page.type('#code', '123456')
  assert.match(page.text('confirm') ?? '', 'Confirm in 5 s')
  await page.pass(5_001)
  assert.is(page.text('confirm'), 'Confirm')
  await page.gone()
})

time.run()
