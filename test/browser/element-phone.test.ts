import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'

const phone = suite<{ browser: Browser; site: ElementPage }>('the element on a phone')

phone.before(async (context) => {
  context.browser = await startBrowser()
  context.site = await startElementPage()
})
phone.after(async ({ browser, site }) => {
  await browser.close()
  await site.close()
})

const handheld = { isMobile: true, hasTouch: true }
const sizes = {
  large: { viewport: { width: 390, height: 844 }, ...handheld },
  small: { viewport: { width: 320, height: 640 }, ...handheld },
} as const

const atApp = async (browser: Browser, site: ElementPage, options: object, settings = {}) => {
  const person = await visit(browser, site.url(settings), options)
  await part(person.page, 'choice-otp').tap()
  await part(person.page, 'request').tap()
  await screenOf(person.page, 'appCode').waitFor()
  return person
}

const topOf = (page: Page, name: string) =>
  part(page, name).evaluate((element) => element.getBoundingClientRect().top)
const bottomOf = (page: Page, name: string) =>
  part(page, name).evaluate((element) => element.getBoundingClientRect().bottom)

phone('app and key come first, then the code, and the picture last', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site, sizes.large)
  const order = ['title', 'open-app', 'key', 'code-input', 'confirm', 'scan', 'cancel']
  const tops: number[] = []
  for (const name of order) tops.push(await topOf(page, name))
  assert.equal(
    tops,
    [...tops].toSorted((a, b) => a - b),
  )
  await close()
})

for (const lang of ['en', 'zh-CN']) {
  phone(
    `the whole challenge fits one screen, and its button a small one, ${lang}`,
    async ({ browser, site }) => {
      const large = await atApp(browser, site, sizes.large, { lang })
      assert.ok((await bottomOf(large.page, 'card')) <= 844)
      await large.close()
      const small = await atApp(browser, site, sizes.small, { lang })
      assert.ok((await bottomOf(small.page, 'confirm')) <= 640)
      await small.close()
    },
  )
}

phone('the picture is unfolded by a tap, and stays so while seconds pass', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site, { ...sizes.large, install: new Date() })
  const picture = page.getByRole('img', { name: 'QR code' })
  assert.is(await picture.isVisible(), false)
  await page.getByText('Or scan with another device').tap()
  await picture.waitFor()
  await page.clock.runFor(3_000)
  assert.is(await picture.isVisible(), true)
  const fold = await page.locator('summary').boundingBox()
  assert.ok((fold?.height ?? 0) >= 44, 'large enough for a finger')
  const { width = 0 } = (await picture.boundingBox()) ?? {}
  assert.ok(width > 180, 'large enough to be scanned')
  await close()
})

phone('the key is copied by a short button with a whole name', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site, {
    ...sizes.small,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const key = await page.locator('[data-secret]').innerText()
  await page.getByRole('button', { name: 'Copy the key' }).tap()
  await page.getByRole('status').getByText('Copied').waitFor()
  assert.is(await page.evaluate(() => navigator.clipboard.readText()), key)
  await close()
})

phone(
  'the keyboard does not cover what is to be read, and comes back after a wrong code',
  async (context) => {
    const { browser, site } = context
    const { page, close } = await atApp(browser, site, sizes.large)
    const field = page.locator('#code')
    assert.is(await field.evaluate((input) => input.matches(':focus')), false)
    const digits = await codeOfKey(page)
    await field.fill(digits === '000000' ? '000001' : '000000')
    await part(page, 'problem').waitFor()
    assert.is(await field.evaluate((input) => input.matches(':focus')), true)
    await close()
  },
)

phone.run()
