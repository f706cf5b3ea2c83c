import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { part, screenOf } from './element-page.ts'
import { axeFindings, tooWideOrSmall } from './page-checks.ts'
import { visitPage } from './page-visit.ts'

const looks = suite<{ browser: Browser }>('the looks of the page')

looks.before(async (context) => {
  context.browser = await startBrowser()
})
looks.after(async ({ browser }) => {
  await browser.close()
})

/** Walks past everything the page itself can show, and gives what `look` finds. */
const found = async (
  browser: Browser,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const { page, close } = await visitPage(browser, options)
  const all: string[] = []
  const isNarrow = await page.locator('.view-switch').isVisible()
  const show = async (view: number) => {
    if (isNarrow) await page.locator('.view-switch button').nth(view).click()
  }
  const at = async (name: string) => {
    for (const offence of await look(page)) all.push(`${name}: ${offence}`)
  }
  await at('first')
  await show(2)
  await at('things to try')
  await show(1)
  await at('no accounts')
  await page.locator('.dock-app').nth(0).click()
  await at('no messages')
  await page.locator('.dock-app').nth(1).click()
  await at('no mail')
  await page.locator('.dock-app').nth(2).click()
  await page.locator('#scan').click()
  await page.locator('.notice.problem').waitFor()
  await at('nothing to scan')
  await page.locator('#type-key').click()
  await at('a key to type')
  await page.locator('.key-form .pill').click()
  await show(0)
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await show(1)
  await page.locator('#scan').click()
  await page.locator('.otp').waitFor()
  await at('an account')
  await show(0)
  await at('a QR code')
  await part(page, 'cancel').press('Enter')
  await part(page, 'close').click()
  await part(page, 'choice-sms').click()
  await page.locator('#phone').fill('+86 188 0000 0000')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  await at('a text message, announced')
  await show(1)
  await page.locator('.sms').waitFor()
  await at('a text message')
  await show(0)
  await page.locator('#code').fill('000000')
  await part(page, 'problem').waitFor()
  await show(2)
  await page.locator('.trial[data-tried]').first().waitFor()
  await at('requests, one of them refused')
  await show(0)
  await part(page, 'cancel').press('Enter')
  await part(page, 'close').click()
  await part(page, 'choice-email').click()
  await page.locator('#email').fill('a.rather.long.address.of.somebody@somewhere.far.away.example.org')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  await show(1)
  await page.locator('.letter').waitFor()
  await at('a mail')
  await close()
  return all
}

const desktop = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

for (const colorScheme of ['light', 'dark'] as const) {
  looks(`nothing that axe finds, desktop, ${colorScheme}`, async ({ browser }) => {
    assert.equal(await found(browser, { ...desktop, colorScheme }, axeFindings), [])
  })
  looks(`nothing that axe finds, phone, Chinese, ${colorScheme}`, async ({ browser }) => {
    assert.equal(await found(browser, { ...phone, colorScheme, locale: 'zh-CN' }, axeFindings), [])
  })
}

looks('320 pixels are enough, with targets for a finger', async ({ browser }) => {
  const narrow = { ...phone, viewport: { width: 320, height: 640 } }
  assert.equal(await found(browser, narrow, tooWideOrSmall), [])
})

looks('no width between makes it scroll sideways', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  for (const width of [360, 480, 640, 768, 896, 900, 1024, 1199, 1201, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const [wide, room] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return [scrollWidth, clientWidth] as const
    })
    assert.ok(wide <= room, `${wide} px wide on ${room}`)
  }
  await close()
})

looks('language and colours are chosen by a click, and outlive a reload', async ({ browser }) => {
  const { page, close } = await visitPage(browser, { colorScheme: 'light' })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('button', { name: '深色' }).click()
  await part(page, 'title').getByText('您的').waitFor()
  const dark = await background()
  assert.is.not(dark, light)
  await page.reload()
  await part(page, 'choice-otp').waitFor()
  assert.is(await page.evaluate(() => document.documentElement.lang), 'zh-CN')
  assert.is(await background(), dark)
  await page.getByRole('button', { name: '跟随系统' }).click()
  assert.is(await background(), light)
  await close()
})

looks('a person at the keyboard comes to the page, the phone and the list', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.is(await page.evaluate(() => document.activeElement?.id), 'main')
  assert.is(page.url().replace(/#.*$/, ''), `${new URL(page.url()).origin}/`)
  const reached = new Set<string>()
  for (let pressed = 0; pressed < 30; pressed += 1) {
    await page.keyboard.press('Tab')
    reached.add(
      await page.evaluate(() => {
        const { activeElement } = document
        const place = activeElement?.closest('.site, .dock, .phone, .trial, .requests, .footer')
        return place?.className ?? ''
      }),
    )
  }
  for (const place of ['site', 'phone', 'dock', 'trial', 'requests', 'footer'])
    assert.ok(reached.has(place), `${place} of ${[...reached].join(', ')}`)
  await close()
})

looks.run()
