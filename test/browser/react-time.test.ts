import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser, stopClock } from './chromium.ts'
import { asked, inState, openApp, openMail, part, startReactPage, visit } from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const time = suite<{ browser: Browser; site: ServedPage; skew: { ms: number } }>('time in a React page')

time.before(async (context) => {
  context.browser = await startBrowser()
})
time.after(async ({ browser }) => {
  await browser.close()
})
time.before.each(async (context) => {
  const skew = { ms: 0 }
  context.skew = skew
  context.site = await startReactPage({ now: () => Date.now() + skew.ms })
})
time.after.each(async ({ site }) => {
  await site.close()
})

const shownSeconds = async (page: Page) => Number.parseInt(await part(page, 'countdown').innerText())
const announced = (page: Page) =>
  page
    .locator('[data-mfa-part=announcer] [aria-live]')
    .evaluateAll((regions) => regions.map(({ textContent }) => textContent).join(''))

const at = async (browser: Browser, site: ServedPage, open: (page: Page) => Promise<void>) => {
  const person = await visit(browser, site.url(), { install: new Date() })
  const { page } = person
  await open(page)
  await stopClock(page)
  return person
}

/** Hides the page as another tab does, or shows it. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    Object.defineProperty(document, 'visibilityState', {
      value: isHidden ? 'hidden' : 'visible',
      configurable: true,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

/** The time of day goes on, and no timer does: what a laptop that sleeps does to a page. */
const sleepFor = async (page: Page, ms: number) =>
  page.clock.setSystemTime(new Date((await page.evaluate(() => Date.now())) + ms))

time('the minute runs out, and one tap asks anew', async ({ browser, site, skew }) => {
  const { page, close } = await at(browser, site, openApp)
  skew.ms = 61_000
  await page.clock.fastForward(61_000)
  await inState(page, 'expired').waitFor()
  assert.is(await part(page, 'manual-key').count(), 0)
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1, 'nothing is asked for without the person')
  assert.is(await part(page, 'renew-button').evaluate((button) => button.matches(':focus')), true)
  await part(page, 'renew-button').click()
  await part(page, 'manual-key').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 2)
  await close()
})

time('the seconds count down by the clock, and only the marks are announced', async ({ browser, site }) => {
  const { page, complaints, close } = await at(browser, site, openApp)
  assert.is(await page.getByRole('timer').getAttribute('aria-live'), 'off')
  // Whatever a live region ever holds, a screen reader may say.
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    const heard = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          '[aria-live]:not([aria-live=off]),[role=status],[role=alert]',
        )
        const text = region?.textContent ?? ''
        if (region?.isConnected === true && text !== '' && text !== said.at(-1)) said.push(text)
      }
    })
    heard.observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  const shown: number[] = []
  for (let passed = 0; passed < 58; passed += 1) {
    await page.clock.runFor(1_000)
    shown.push(await shownSeconds(page))
  }
  assert.equal(
    shown,
    Array.from({ length: 58 }, (_, index) => (shown[0] ?? 0) - index),
  )
  await page.clock.runFor(3_000)
  await inState(page, 'expired').waitFor()
  const said: unknown = await page.evaluate(() => Reflect.get(globalThis, 'said'))
  assert.equal(said, ['At most 20 seconds left.', 'The minute is over. Ask for a new code.'])
  assert.equal(complaints, [])
  await close()
})

time('a tab that was hidden shows the true seconds at once', async ({ browser, site }) => {
  const { page, close } = await at(browser, site, openApp)
  await page.clock.runFor(1_000)
  const before = await shownSeconds(page)
  await setHidden(page, true)
  await page.clock.runFor(20_000)
  assert.is(await shownSeconds(page), before, 'nothing is drawn for nobody')
  await setHidden(page, false)
  assert.is(await shownSeconds(page), before - 20)
  await close()
})

time('a tab that was hidden for two minutes shows the end', async ({ browser, site }) => {
  const { page, close } = await at(browser, site, openApp)
  await setHidden(page, true)
  await page.clock.runFor(120_000)
  await setHidden(page, false)
  assert.is(await inState(page, 'expired').count(), 1)
  assert.match(await announced(page), 'The minute is over')
  await close()
})

time(
  'a laptop that slept for two minutes shows the end at once, and one tap asks anew',
  async ({ browser, site, skew }) => {
    const { page, close } = await at(browser, site, openApp)
    await setHidden(page, true)
    await sleepFor(page, 120_000)
    skew.ms = 120_000
    await setHidden(page, false)
    assert.is(await inState(page, 'expired').count(), 1, 'no timer has run')
    assert.is(await part(page, 'manual-key').count(), 0)
    await part(page, 'renew-button').click()
    await part(page, 'manual-key').waitFor()
    await close()
  },
)

time(
  'a laptop that slept with the page in sight shows the end with the next second',
  async ({ browser, site }) => {
    const { page, close } = await at(browser, site, openApp)
    await sleepFor(page, 120_000)
    await page.clock.runFor(1_000)
    assert.is(await inState(page, 'expired').count(), 1)
    await close()
  },
)

time(
  'a message may be sent again when its wait is over, with the focus there',
  async ({ browser, site, skew }) => {
    const { page, close } = await at(browser, site, (there) => openMail(there))
    const resend = part(page, 'resend-button')
    assert.match(await resend.innerText(), /^New code in (?:60|59|58) s$/)
    assert.ok(await resend.isDisabled())
    // The wait begins when the answer is there, the minute when the request left.
    const left = await shownSeconds(page)
    await page.clock.runFor(left * 1_000)
    await inState(page, 'expired').waitFor()
    assert.is(await part(page, 'renew-button').evaluate((button) => button.matches(':focus')), true)
    await page.clock.runFor(2_000)
    skew.ms = 65_000
    assert.is(await part(page, 'renew-button').innerText(), 'Send a new code')
    await page.keyboard.press('Enter')
    await part(page, 'code-input').waitFor()
    assert.is(site.sandbox.outbox.length, 2)
    await close()
  },
)

time.run()
