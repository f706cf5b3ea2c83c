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
  openMail,
  part,
  startReactPage,
  visit,
  wrongCode,
} from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const requests = suite<{ browser: Browser; site: ServedPage }>('what a React page sends, and how often')

requests.before(async (context) => {
  context.browser = await startBrowser()
})
requests.after(async ({ browser }) => {
  await browser.close()
})
requests.before.each(async (context) => {
  context.site = await startReactPage()
})
requests.after.each(async ({ site }) => {
  await site.close()
})

const field = (page: Page) => part(page, 'code-input')
const problem = (page: Page) => part(page, 'status').locator('[data-mfa-part=problem]')

const atApp = async (browser: Browser, site: ServedPage, options = {}) => {
  const person = await visit(browser, site.url(), options)
  await openApp(person.page)
  return person
}

const atMail = async (browser: Browser, site: ServedPage, settings = {}) => {
  const person = await visit(browser, site.url(settings))
  await openMail(person.page)
  return person
}

requests('pasted digits go by themselves, spaces and all, once', async ({ browser, site }) => {
  const permissions = ['clipboard-read', 'clipboard-write']
  const { page, close } = await atApp(browser, site, { permissions })
  const digits = await codeOfKey(page)
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    ` ${digits.slice(0, 3)} ${digits.slice(3)} \n`,
  )
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 300, times: 1 })
  await field(page).focus()
  await page.keyboard.press('Control+V')
  // A hasty Enter on top of it.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await inState(page, 'savingRecoveryCode').waitFor()
  assert.is(asked(site, 'enrollFactor'), 1)
  await close()
})

requests('a code that the browser fills in goes once, Enter and click or not', async ({ browser, site }) => {
  const { page, close } = await atMail(browser, site, { 'code-length': '6' })
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 300, times: 1 })
  assert.is(await field(page).getAttribute('autocomplete'), 'one-time-code')
  // What autofill does: it sets the value past the page's scripts, and then tells of it, twice.
  await field(page).evaluate((input: HTMLInputElement, code) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, code)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
    input.form?.requestSubmit()
  }, lastCode(site))
  await inState(page, 'done').waitFor()
  assert.is(asked(site, 'enrollFactor'), 1)
  await close()
})

requests('Enter twice and a double click send one code, and show no error', async ({ browser, site }) => {
  const { page, close } = await atMail(browser, site)
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 3_000, times: 1 })
  await field(page).fill(lastCode(site))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await part(page, 'confirm').dblclick({ force: true })
  assert.is(await problem(page).count(), 0)
  assert.is(await part(page, 'code').locator('[data-mfa-part=problem]').innerText(), '')
  await inState(page, 'done').waitFor()
  assert.is(asked(site, 'enrollFactor'), 1)
  await close()
})

requests('a double click on what asks for a challenge asks for one', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await choose(page, 'OTP')
  await part(page, 'continue').dblclick()
  await part(page, 'manual-key').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  await part(page, 'other').click()
  await choose(page, 'EMAIL')
  await part(page, 'email').fill('ann@example.org')
  await part(page, 'send').dblclick()
  await inState(page, 'awaitingCode').waitFor()
  assert.is(site.sandbox.outbox.length, 1)
  await close()
})

requests(
  'the second click of a double click presses nothing that took the place of the first',
  async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url())
    site.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'latency', ms: 400, times: 1 })
    await choose(page, 'OTP')
    const middle = (name: string) =>
      part(page, name).evaluate((button) => {
        const { x, y, width, height } = button.getBoundingClientRect()
        return { x: x + width / 2, y: y + height / 2 }
      })
    const { x, y } = await middle('continue')
    await page.mouse.click(x, y)
    await inState(page, 'requesting').waitFor()
    // "Cancel" is put where the finger is, as the looks of many a page have it.
    const cancel = await middle('cancel')
    await part(page, 'cancel').evaluate(
      (button: HTMLElement, [right, down]) => {
        button.style.setProperty('translate', `${right}px ${down}px`)
      },
      [x - cancel.x, y - cancel.y] as const,
    )
    await page.mouse.down({ clickCount: 2 })
    await page.mouse.up({ clickCount: 2 })
    await part(page, 'manual-key').waitFor()
    assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
    // A click of its own is heard, and so is the keyboard, whose clicks have no count.
    await part(page, 'other').focus()
    await page.keyboard.press('Enter')
    await choose(page, 'EMAIL')
    await part(page, 'back').click()
    await part(page, 'choice').waitFor()
    assert.equal(complaints, [])
    await close()
  },
)

requests('StrictMode in development renders twice and enrolls once', async ({ browser }) => {
  const site = await startReactPage({}, { isDevelopment: true })
  const { page, complaints, close } = await atApp(browser, site)
  await field(page).fill(await codeOfKey(page))
  await inState(page, 'savingRecoveryCode').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  assert.is(asked(site, 'enrollFactor'), 1)
  assert.equal(
    site.sandbox.factors().map(({ factorType }) => factorType),
    ['OTP'],
  )
  assert.equal(complaints, [])
  await close()
  await site.close()
})

requests('a code of unknown length waits for the person', async ({ browser, site }) => {
  const { page, close } = await atMail(browser, site)
  await field(page).fill(lastCode(site))
  // Had it gone by itself, this would be after it.
  await page.evaluate(() => fetch('/token').then((answer) => answer.text()))
  assert.is(asked(site, 'enrollFactor'), 0)
  await part(page, 'confirm').click()
  await inState(page, 'done').waitFor()
  await close()
})

requests('the field is one, takes any paste, and keeps nothing', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  assert.is(await page.locator('input').count(), 1)
  assert.is(await field(page).getAttribute('inputmode'), 'numeric')
  assert.is(await field(page).getAttribute('maxlength'), null)
  await field(page).fill(wrongCode(await codeOfKey(page)))
  await problem(page).waitFor()
  assert.is(await field(page).inputValue(), '')
  assert.is(await field(page).getAttribute('value'), null)
  await close()
})

requests('a wrong code keeps picture, key and token, and puts the cursor back', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  const shown = () =>
    Promise.all([
      page.locator('[data-mfa-part=qr] path').getAttribute('d'),
      part(page, 'manual-key').innerText(),
    ])
  const before = await shown()
  await field(page).fill(wrongCode(await codeOfKey(page)))
  await problem(page).waitFor()
  assert.equal(await shown(), before)
  assert.is(await field(page).evaluate((input) => input.matches(':focus')), true)
  await field(page).fill(await codeOfKey(page))
  await inState(page, 'savingRecoveryCode').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

requests('what is too short stays in the field, with the reason', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await field(page).fill('12')
  await page.keyboard.press('Enter')
  await part(page, 'code').getByText('all 6 digits').waitFor()
  assert.is(await field(page).inputValue(), '12')
  assert.is(asked(site, 'enrollFactor'), 0)
  await close()
})

requests('a failed request leads back to what was entered', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  site.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'serverError', times: 1 })
  await choose(page, 'SMS')
  await part(page, 'country').selectOption('DE')
  await part(page, 'phone').fill('0170 1234567')
  await part(page, 'send').click()
  await problem(page).waitFor()
  assert.is(await part(page, 'phone').inputValue(), '0170 1234567')
  assert.is(await part(page, 'country').inputValue(), 'DE')
  await close()
})

requests('a challenge that may not be asked for yet says how long that takes', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  site.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 2, times: 1 })
  await choose(page, 'OTP')
  await part(page, 'continue').click()
  await problem(page).waitFor()
  const again = part(page, 'continue')
  assert.match(await again.innerText(), /in [12] s/)
  assert.ok(await again.isDisabled())
  await page.getByRole('button', { name: 'Show the QR code' }).click()
  await part(page, 'manual-key').waitFor()
  await close()
})

requests(
  'two tabs: the code of the older one is refused, and costs the newer one nothing',
  async ({ browser, site }) => {
    const older = await atApp(browser, site)
    const newer = await atApp(browser, site)
    await field(older.page).fill(await codeOfKey(older.page))
    await problem(older.page).waitFor()
    assert.is(site.sandbox.factors().length, 0)
    await field(newer.page).fill(await codeOfKey(newer.page))
    await inState(newer.page, 'savingRecoveryCode').waitFor()
    assert.is(site.sandbox.factors().length, 1)
    await older.close()
    await newer.close()
  },
)

requests(
  'offline when a challenge is asked for: it says so, and one click goes on',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    await choose(page, 'OTP')
    await page.context().setOffline(true)
    await part(page, 'continue').click()
    await problem(page).getByText('cannot be reached').waitFor()
    await page.context().setOffline(false)
    await part(page, 'continue').click()
    await part(page, 'manual-key').waitFor()
    await close()
  },
)

requests(
  'offline when a code is sent: it keeps the challenge, and the same code works',
  async ({ browser, site }) => {
    const { page, close } = await atApp(browser, site)
    const key = await part(page, 'manual-key').innerText()
    await page.context().setOffline(true)
    await field(page).fill(await codeOfKey(page))
    await page
      .locator('[data-state=reconciling], [data-mfa-part=status] [data-mfa-part=problem]')
      .first()
      .waitFor()
    await page.context().setOffline(false)
    await part(page, 'manual-key').waitFor()
    assert.is(await part(page, 'manual-key').innerText(), key)
    await field(page).fill(await codeOfKey(page))
    await inState(page, 'savingRecoveryCode').waitFor()
    assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
    await close()
  },
)

requests('a part that could not be loaded offline is asked for again', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice').waitFor()
  await page.context().setOffline(true)
  await choose(page, 'FACE')
  await part(page, 'unreachable').waitFor()
  await page.context().setOffline(false)
  await part(page, 'reload').click()
  await part(page, 'use-camera').waitFor()
  await close()
})

requests.run()
