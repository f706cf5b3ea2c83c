import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { stopClock } from './chromium.ts'
import { part, screenOf, startBrowser, startElementPage, visit, type ElementPage } from './element-page.ts'

const time = suite<{ browser: Browser; site: ElementPage; skew: { ms: number } }>('time in the element')

time.before(async (context) => {
  context.browser = await startBrowser()
})
time.after(async ({ browser }) => {
  await browser.close()
})
time.before.each(async (context) => {
  const skew = { ms: 0 }
  context.skew = skew
  context.site = await startElementPage({ now: () => Date.now() + skew.ms })
})
time.after.each(async ({ site }) => {
  await site.close()
})

const seconds = (page: Page) => part(page, 'seconds').innerText()
const announced = (page: Page) =>
  page
    .locator('[aria-live]:not([aria-live=off])')
    .evaluateAll((regions) => regions.map(({ textContent }) => textContent).join('|'))
const asked = ({ sandbox }: ElementPage) =>
  sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest').length

const atApp = async (browser: Browser, site: ElementPage) => {
  const person = await visit(browser, site.url(), { install: new Date() })
  const { page } = person
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await stopClock(page)
  return person
}

time('the minute runs out, and one click asks anew', async ({ browser, site, skew }) => {
  const { page, close } = await atApp(browser, site)
  skew.ms = 61_000
  await page.clock.fastForward(61_000)
  await screenOf(page, 'expired').waitFor()
  assert.is(await page.locator('[data-secret]').count(), 0)
  assert.is(asked(site), 1, 'nothing is asked for without the person')
  assert.is(await part(page, 'renew').evaluate((button) => button.matches(':focus')), true)
  await part(page, 'renew').click()
  await screenOf(page, 'appCode').waitFor()
  assert.is(asked(site), 2)
  await close()
})

time('the seconds count down by the clock, and only the marks are announced', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  assert.is(await page.getByRole('timer').getAttribute('aria-live'), 'off')
  const said: string[] = []
  const shown: string[] = []
  for (let passed = 0; passed < 58; passed += 1) {
    await page.clock.runFor(1_000)
    const now = await announced(page)
    if (now !== said.at(-1)) said.push(now)
    shown.push(await seconds(page))
  }
  assert.equal(new Set(shown).size, 58)
  assert.equal(
    said.map((text) => text.replaceAll('|', '')),
    [
      'Scan the QR code or type the key into your authenticator app, then enter the 6 digits it shows.',
      'At most 20 seconds left.',
    ],
  )
  await page.clock.runFor(3_000)
  await screenOf(page, 'expired').waitFor()
  assert.match(await announced(page), 'The minute is over')
  await close()
})

const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    Object.defineProperty(document, 'visibilityState', {
      value: isHidden ? 'hidden' : 'visible',
      configurable: true,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

time('a tab that was hidden shows the true seconds at once', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await page.clock.runFor(1_000)
  const before = Number.parseInt(await seconds(page))
  await setHidden(page, true)
  await page.clock.runFor(20_000)
  assert.is(Number.parseInt(await seconds(page)), before, 'nothing is drawn for nobody')
  await setHidden(page, false)
  assert.is(Number.parseInt(await seconds(page)), before - 20)
  await close()
})

time('a laptop that slept two minutes shows the end at once', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await setHidden(page, true)
  await page.clock.fastForward(120_000)
  await setHidden(page, false)
  await screenOf(page, 'expired').waitFor()
  await close()
})

time('a message may be sent again when its wait is over, and not before', async ({ browser, site, skew }) => {
  const { page, close } = await visit(browser, site.url(), { install: new Date() })
  await part(page, 'choice-email').click()
  await page.locator('#email').fill('ann@example.org')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  assert.is(await part(page, 'resend').count(), 0)
  assert.match(await part(page, 'resend-wait').innerText(), /New code in (?:60|59|58) s/)
  skew.ms = 61_000
  await page.clock.fastForward(61_000)
  await part(page, 'renew').click()
  await screenOf(page, 'sentCode').waitFor()
  assert.is(site.sandbox.outbox.length, 2)
  await close()
})

time.run()
