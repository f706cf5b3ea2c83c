import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import {
  asked,
  choose,
  codeOfKey,
  inState,
  lastCode,
  openApp,
  part,
  startReactPage,
  visit,
} from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const keyboard = suite<{ browser: Browser; site: ServedPage }>('a React page by keyboard')

keyboard.before(async (context) => {
  context.browser = await startBrowser()
})
keyboard.after(async ({ browser }) => {
  await browser.close()
})
keyboard.before.each(async (context) => {
  context.site = await startReactPage()
})
keyboard.after.each(async ({ site }) => {
  await site.close()
})

/** What has the focus: the name of the part, or of the one around it, or its tag. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    const around = activeElement?.closest('[data-mfa-part]')?.getAttribute('data-mfa-part')
    return activeElement === document.body ? 'nothing' : (around ?? activeElement?.tagName)
  })

const tabTo = async (page: Page, name: string) => {
  const passed: (string | undefined)[] = []
  while ((await focused(page)) !== name) {
    if (passed.length > 15) throw new Error(`${name} cannot be reached: ${passed.join(', ')}`)
    await page.keyboard.press('Tab')
    passed.push(await focused(page))
  }
}

/** Goes there by Tab, and presses Enter. */
const press = async (page: Page, name: string) => {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** Waits until the focus has come there by itself. */
const focusComes = async (page: Page, name: string) => {
  await page.waitForFunction(
    (expected) => document.activeElement?.getAttribute('data-mfa-part') === expected,
    name,
  )
}

keyboard(
  'an app, its recovery code and its removal, by Tab, Enter and Space alone',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    await part(page, 'choice').waitFor()
    await press(page, 'choice')
    await focusComes(page, 'continue')
    await page.keyboard.press('Enter')
    await focusComes(page, 'code-input')
    await page.keyboard.type(await codeOfKey(page))
    await focusComes(page, 'recovery-code')
    await tabTo(page, 'saved')
    await page.keyboard.press('Space')
    await press(page, 'continue')
    await focusComes(page, 'close')
    await page.keyboard.press('Enter')
    await part(page, 'remove').waitFor()
    await press(page, 'remove')
    await focusComes(page, 'remove-keep')
    await press(page, 'remove-confirm').catch(async () => {
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
    })
    await focusComes(page, 'list-title')
    assert.is(site.sandbox.factors().length, 0)
    await close()
  },
)

keyboard('a text message, a wrong code and another number', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice').waitFor()
  await page.locator('[data-mfa-part=choice][data-state=SMS]').focus()
  await page.keyboard.press('Enter')
  await focusComes(page, 'phone')
  await page.keyboard.type('+86 18800000000')
  await page.keyboard.press('Enter')
  await focusComes(page, 'code-input')
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  // It is told what is wrong, and stays where it is mended.
  assert.is(await focused(page), 'code-input')
  const field = part(page, 'code-input')
  assert.is(await field.getAttribute('aria-invalid'), 'true')
  const described = await field.getAttribute('aria-describedby')
  assert.match(await page.locator(`[id="${described}"]`).innerText(), 'Enter the digits')
  await press(page, 'mend')
  await focusComes(page, 'phone')
  assert.is(await part(page, 'phone').inputValue(), '+86 18800000000')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('+86 18800000001')
  await page.keyboard.press('Enter')
  await part(page, 'status').getByText('0001').waitFor()
  await focusComes(page, 'code-input')
  await page.keyboard.type(lastCode(site))
  await page.keyboard.press('Enter')
  await inState(page, 'done').waitFor()
  await focusComes(page, 'close')
  await close()
})

keyboard(
  'a destination that is none leaves the focus in its field, and says why',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    for (const [factorType, name, why] of [
      ['SMS', 'phone', 'not a mobile number'],
      ['EMAIL', 'email', 'not an e-mail address'],
    ] as const) {
      await choose(page, factorType)
      await focusComes(page, name)
      // Said by us in the page's language, and not by the browser in its own.
      for (const typed of ['', 'a@b@c']) {
        await page.keyboard.type(typed)
        await page.keyboard.press('Enter')
        assert.is(await focused(page), name)
        await part(page, 'destination').getByRole('alert').getByText(why).waitFor()
        assert.is(await part(page, name).getAttribute('aria-invalid'), 'true')
        const described = (await part(page, name).getAttribute('aria-describedby')) ?? ''
        assert.match(await page.locator(`[id="${described}"]`).innerText(), why)
      }
      await press(page, 'back')
      await part(page, 'choice').waitFor()
    }
    assert.is(asked(site, 'sendEnrollFactorRequest'), 0)
    await close()
  },
)

keyboard('a face, by the camera', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice').waitFor()
  await page.locator('[data-mfa-part=choice][data-state=FACE]').focus()
  await page.keyboard.press('Enter')
  await focusComes(page, 'use-camera')
  await page.keyboard.press('Enter')
  await focusComes(page, 'take-photo')
  await page.keyboard.press('Enter')
  await focusComes(page, 'use-photo')
  await press(page, 'retake-photo')
  await focusComes(page, 'use-camera')
  await page.keyboard.press('Enter')
  await focusComes(page, 'take-photo')
  await page.keyboard.press('Enter')
  await focusComes(page, 'use-photo')
  await page.keyboard.press('Enter')
  await focusComes(page, 'close')
  await close()
})

keyboard('the focus comes back to what failed', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  site.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'serverError', times: 1 })
  await choose(page, 'OTP')
  await part(page, 'continue').click()
  await part(page, 'status').locator('[data-mfa-part=problem]').waitFor()
  await focusComes(page, 'continue')
  await page.keyboard.press('Enter')
  await focusComes(page, 'code-input')
  await close()
})

keyboard('the focus of the page is never taken', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url(), { install: new Date() })
  await page.evaluate(() => {
    const own = document.createElement('input')
    own.id = 'own'
    own.ariaLabel = 'Search'
    document.body.prepend(own)
  })
  await openApp(page)
  await page.locator('#own').focus()
  await page.clock.fastForward(61_000)
  await inState(page, 'expired').waitFor()
  assert.is(await page.evaluate(() => document.activeElement?.id), 'own')
  await close()
})

keyboard(
  'a picture with a name and no secret in it, and a key to read and copy',
  async ({ browser, site }) => {
    const permissions = ['clipboard-read', 'clipboard-write']
    const { page, close } = await visit(browser, site.url(), { permissions })
    await openApp(page)
    await page.getByRole('img', { name: 'QR code' }).waitFor()
    const key = await part(page, 'manual-key').innerText()
    assert.match(key, /^(?:[A-Z2-7]{4} ?)+$/)
    await press(page, 'copy')
    await page.getByRole('status').getByText('Copied').waitFor()
    assert.is(await page.evaluate(() => navigator.clipboard.readText()), key.replaceAll(' ', ''))
    await close()
  },
)

keyboard('a clipboard that is refused has the key selected instead', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await openApp(page)
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await press(page, 'copy')
  await page.getByRole('status').getByText('copy it by hand').waitFor()
  assert.is(await page.evaluate(() => getSelection()?.toString()), await part(page, 'manual-key').innerText())
  await close()
})

keyboard(
  'on a phone the key and the button come before the picture, and have the focus',
  async ({ browser, site }) => {
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
    const { page, close } = await visit(browser, site.url(), phone)
    await openApp(page)
    await focusComes(page, 'open-app')
    const top = async (name: string) => (await part(page, name).boundingBox())?.y ?? 0
    assert.ok((await top('open-app')) < (await top('qr')))
    assert.match(await part(page, 'challenge').innerText(), 'Or scan with another device')
    await close()
  },
)

keyboard.run()
