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

const keyboard = suite<{ browser: Browser; site: ElementPage }>('the element by keyboard')

keyboard.before(async (context) => {
  context.browser = await startBrowser()
  context.site = await startElementPage()
})
keyboard.after(async ({ browser, site }) => {
  await browser.close()
  await site.close()
})

/** What has the focus: its id, the first of its own part names, or its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector('mfa-enrollment')?.shadowRoot?.activeElement
    const own = element?.getAttribute('part')?.trim().split(/\s+/).at(-1)
    return element?.id || own || element?.tagName || 'nothing'
  })

const tabTo = async (page: Page, name: string) => {
  const passed: string[] = []
  while ((await focused(page)) !== name) {
    if (passed.length > 15) throw new Error(`${name} cannot be reached: ${passed.join(', ')}`)
    await page.keyboard.press('Tab')
    passed.push(await focused(page))
  }
}

keyboard('a whole enrollment and a removal, by Tab and Enter alone', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url({ directory: '' }))
  await part(page, 'choice-otp').waitFor()
  await tabTo(page, 'choice-otp')
  await page.keyboard.press('Enter')
  await screenOf(page, 'prepare').waitFor()
  assert.is(await focused(page), 'request')
  await page.keyboard.press('Enter')
  await screenOf(page, 'appCode').waitFor()
  assert.is(await focused(page), 'code')
  await page.keyboard.type(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(await focused(page), 'title')
  await tabTo(page, 'saved')
  await page.keyboard.press('Enter')
  await screenOf(page, 'done').waitFor()
  await tabTo(page, 'close')
  await page.keyboard.press('Enter')
  await part(page, 'remove').waitFor()
  await tabTo(page, 'remove')
  await page.keyboard.press('Enter')
  await part(page, 'removal').waitFor()
  assert.is(await focused(page), 'removal')
  await tabTo(page, 'remove-confirm')
  await page.keyboard.press('Enter')
  await part(page, 'note').waitFor()
  assert.is(site.sandbox.factors().length, 0)
  await close()
})

keyboard('a text message, with a wrong number first, by keyboard alone', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-sms').waitFor()
  await tabTo(page, 'choice-sms')
  await page.keyboard.press('Enter')
  assert.is(await focused(page), 'phone')
  await page.keyboard.type('none')
  await page.keyboard.press('Enter')
  await part(page, 'field-problem').waitFor()
  assert.is(await focused(page), 'phone')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('+86 188 0000 0000')
  await page.keyboard.press('Enter')
  await screenOf(page, 'sentCode').waitFor()
  assert.is(await focused(page), 'code')
  await page.keyboard.type(site.sandbox.outbox.at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await screenOf(page, 'done').waitFor()
  assert.is(await focused(page), 'title')
  await tabTo(page, 'close')
  await page.keyboard.press('Space')
  await part(page, 'choice-otp').waitFor()
  await close()
})

keyboard('a face, by the camera, by keyboard alone', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-face').waitFor()
  await tabTo(page, 'choice-face')
  await page.keyboard.press('Enter')
  for (const name of ['use-camera', 'take-photo', 'use-photo']) {
    await part(page, name).waitFor()
    assert.is(await focused(page), name)
    await page.keyboard.press('Enter')
  }
  await screenOf(page, 'done').waitFor()
  assert.is(await focused(page), 'title')
  await close()
})

keyboard('on a phone with a keyboard, the picture is unfolded by it', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url(), { isMobile: true, hasTouch: true })
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  assert.is(await focused(page), 'title')
  while ((await page.locator('summary:focus').count()) === 0) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  await close()
})

keyboard(
  'what is wrong at a field brings the focus back to it, and is what it is described by',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    await part(page, 'choice-sms').click()
    assert.is(await focused(page), 'phone')
    await page.keyboard.type('none')
    await part(page, 'request').click()
    await part(page, 'field-problem').waitFor()
    assert.is(await focused(page), 'phone')
    const field = page.locator('#phone')
    assert.is(await field.getAttribute('aria-invalid'), 'true')
    assert.match((await field.getAttribute('aria-describedby')) ?? '', 'phone-trouble')
    await close()
  },
)

keyboard('the focus of the page is never taken', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url(), { install: new Date() })
  await page.evaluate(() => {
    const own = document.createElement('input')
    own.id = 'own'
    document.body.prepend(own)
  })
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#own').focus()
  await page.clock.runFor(3_000)
  await page.clock.fastForward(61_000)
  await screenOf(page, 'expired').waitFor()
  assert.is(await page.evaluate(() => document.activeElement?.id), 'own')
  await close()
})

keyboard(
  'a picture with a name and no secret in it, and a key to read and copy',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url(), {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await page.getByRole('img', { name: 'QR code' }).waitFor()
    const key = await page.locator('[data-secret]').innerText()
    assert.match(key, /^(?:[A-Z2-7]{4} ?)+$/)
    await part(page, 'copy-key').click()
    await page.getByRole('status').getByText('Copied').waitFor()
    assert.is(await page.evaluate(() => navigator.clipboard.readText()), key)
    await close()
  },
)

keyboard.run()
