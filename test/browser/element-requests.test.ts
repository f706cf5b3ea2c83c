import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import type { VisitOptions } from './chromium.ts'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'

const requests = suite<{ browser: Browser; site: ElementPage }>('what the element sends, and how often')

requests.before(async (context) => {
  context.browser = await startBrowser()
})
requests.after(async ({ browser }) => {
  await browser.close()
})
requests.before.each(async (context) => {
  context.site = await startElementPage()
})
requests.after.each(async ({ site }) => {
  await site.close()
})

const sent = ({ sandbox }: ElementPage, endpoint: string) =>
  sandbox.requests.filter((request) => request.endpoint === endpoint).length
const code = (page: Page) => page.locator('#code')
const lastCode = ({ sandbox }: ElementPage) => sandbox.outbox.at(-1)?.code ?? ''

const atApp = async (browser: Browser, site: ElementPage, options: VisitOptions = {}) => {
  const person = await visit(browser, site.url(), options)
  await part(person.page, 'choice-otp').click()
  await part(person.page, 'request').click()
  await screenOf(person.page, 'appCode').waitFor()
  return person
}

const atSentCode = async (browser: Browser, site: ElementPage, settings = {}) => {
  const person = await visit(browser, site.url(settings))
  await part(person.page, 'choice-email').click()
  await person.page.locator('#email').fill('ann@example.org')
  await part(person.page, 'request').click()
  await screenOf(person.page, 'sentCode').waitFor()
  return person
}

requests('pasted digits go by themselves, spaces and all, once', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site, { permissions: ['clipboard-read', 'clipboard-write'] })
  const digits = await codeOfKey(page)
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    ` ${digits.slice(0, 3)} ${digits.slice(3)} \n`,
  )
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 300, times: 1 })
  await code(page).focus()
  await page.keyboard.press('Control+V')
  // A hasty Enter on top of it.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(sent(site, 'enrollFactor'), 1)
  await close()
})

requests('a code that the browser fills in goes once, Enter and click or not', async ({ browser, site }) => {
  const { page, close } = await atSentCode(browser, site, { 'code-length': '6' })
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 300, times: 1 })
  // What autofill does: it sets the value past the page's scripts, tells of it twice, and may send the form.
  await code(page).evaluate((input: HTMLInputElement, filled) => {
    const { form } = input
    input.value = filled
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
    form?.requestSubmit()
  }, lastCode(site))
  await screenOf(page, 'done').waitFor()
  assert.is(sent(site, 'enrollFactor'), 1)
  await close()
})

requests('Enter twice and a double click send one code, and show no error', async ({ browser, site }) => {
  const { page, close } = await atSentCode(browser, site)
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 300, times: 1 })
  await code(page).fill(lastCode(site))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await part(page, 'confirm').dblclick({ force: true })
  assert.is(await part(page, 'problem').count(), 0)
  assert.is(await part(page, 'field-problem').count(), 0)
  await screenOf(page, 'done').waitFor()
  assert.is(sent(site, 'enrollFactor'), 1)
  await close()
})

requests('a double click on the request asks for one token', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-otp').click()
  await part(page, 'request').dblclick()
  await screenOf(page, 'appCode').waitFor()
  assert.is(sent(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

requests('a code of unknown length waits for the person', async ({ browser, site }) => {
  const { page, close } = await atSentCode(browser, site)
  await code(page).fill(lastCode(site))
  await page.waitForFunction(() => document.querySelector('mfa-enrollment') !== null)
  assert.is(sent(site, 'enrollFactor'), 0)
  await part(page, 'confirm').click()
  await screenOf(page, 'done').waitFor()
  await close()
})

requests('the field is one, takes a code by autofill, and keeps nothing', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  const field = code(page)
  assert.is(await page.locator('input').count(), 1)
  assert.is(await field.getAttribute('autocomplete'), 'one-time-code')
  assert.is(await field.getAttribute('inputmode'), 'numeric')
  assert.is(await field.getAttribute('maxlength'), null)
  await field.fill('000000')
  await part(page, 'problem').waitFor()
  assert.is(await field.inputValue(), '')
  assert.is(await field.getAttribute('value'), null)
  await close()
})

requests('a wrong code keeps picture, key and token, and puts the cursor back', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  const shown = () =>
    Promise.all([
      page.locator('[part~=qr] path').getAttribute('d'),
      page.locator('[data-secret]').innerText(),
    ])
  const before = await shown()
  const digits = await codeOfKey(page)
  await code(page).fill(digits === '000000' ? '000001' : '000000')
  await part(page, 'problem').waitFor()
  assert.equal(await shown(), before)
  assert.is(await code(page).evaluate((input) => input.matches(':focus')), true)
  await code(page).fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(sent(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

requests('what is too short stays in the field, with the reason', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await code(page).fill('12')
  await page.keyboard.press('Enter')
  assert.match(await part(page, 'field-problem').innerText(), 'all 6 digits')
  assert.is(await code(page).inputValue(), '12')
  assert.is(sent(site, 'enrollFactor'), 0)
  await close()
})

requests('a failed request leads back to what was entered', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  site.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'serverError', times: 1 })
  await part(page, 'choice-sms').click()
  await page.locator('#country').selectOption('DE')
  await page.locator('#phone').fill('0170 1234567')
  await part(page, 'request').click()
  await part(page, 'problem').waitFor()
  assert.is(await page.locator('#phone').inputValue(), '0170 1234567')
  assert.is(await page.locator('#country').inputValue(), 'DE')
  await close()
})

requests('mounting, reloading, going back and moving the element send nothing', async ({ browser, site }) => {
  const { page, close } = await atSentCode(browser, site, { 'storage-key': 'mfa' })
  const before = sent(site, 'sendEnrollFactorRequest')
  assert.is(before, 1)
  await page.evaluate(() => {
    const element = document.querySelector('mfa-enrollment')
    const other = document.createElement('div')
    document.body.append(other)
    if (element) other.append(element)
  })
  await screenOf(page, 'sentCode').waitFor()
  await page.reload()
  await screenOf(page, 'expired').waitFor()
  await page.goto('about:blank')
  await page.goBack()
  await screenOf(page, 'expired').waitFor()
  assert.is(sent(site, 'sendEnrollFactorRequest'), before)
  // The address is not kept, so it is asked for once more.
  await part(page, 'renew').click()
  assert.is(await page.locator('#email').inputValue(), '')
  await close()
})

requests(
  'two tabs: the code of the older one is refused, and costs the newer one nothing',
  async ({ browser, site }) => {
    const older = await atApp(browser, site)
    const newer = await atApp(browser, site)
    await code(older.page).fill(await codeOfKey(older.page))
    await part(older.page, 'problem').waitFor()
    assert.is(site.sandbox.factors().length, 0)
    await code(newer.page).fill(await codeOfKey(newer.page))
    await screenOf(newer.page, 'recoveryCode').waitFor()
    assert.is(site.sandbox.factors().length, 1)
    await older.close()
    await newer.close()
  },
)

requests('offline when a challenge is asked for: it says so, and one click goes on', async (context) => {
  const { browser, site } = context
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-otp').click()
  await page.context().setOffline(true)
  await part(page, 'request').click()
  await part(page, 'problem').getByText('cannot be reached').waitFor()
  await page.context().setOffline(false)
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await close()
})

requests('offline when a code is sent: it keeps the challenge, and the code works then', async (context) => {
  const { browser, site } = context
  const { page, close } = await atApp(browser, site)
  const key = await page.locator('[data-secret]').innerText()
  await page.context().setOffline(true)
  await code(page).fill(await codeOfKey(page))
  await page.locator('[data-screen=reconciling], [part~=problem]').first().waitFor()
  await page.context().setOffline(false)
  await screenOf(page, 'appCode').waitFor()
  assert.is(await page.locator('[data-secret]').innerText(), key)
  await code(page).fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(sent(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

requests('what takes photos and could not be loaded offline is asked for again', async (context) => {
  const { browser, site } = context
  const { page, close } = await visit(browser, site.url())
  await page.context().setOffline(true)
  await part(page, 'choice-face').click()
  await part(page, 'problem').getByText('cannot be reached').waitFor()
  await page.context().setOffline(false)
  await part(page, 'reload').click()
  await part(page, 'use-camera').waitFor()
  await close()
})

requests('leaving while a code is checked waits for the answer, and says so', async ({ browser, site }) => {
  const { page, close } = await atSentCode(browser, site)
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 600, times: 1 })
  await code(page).fill(lastCode(site))
  await page.keyboard.press('Enter')
  await part(page, 'cancel').press('Enter')
  assert.match(await part(page, 'confirm').innerText(), 'Leaving as soon as it is known')
  // It had worked by then, and that is what is shown.
  await screenOf(page, 'done').waitFor()
  await close()
})

requests.run()
