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

const atApp = async (browser: Browser, site: ElementPage) => {
  const person = await visit(browser, site.url())
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
  const { page, close } = await atApp(browser, site)
  const digits = await codeOfKey(page)
  await code(page).focus()
  await page.evaluate(
    async (text) => {
      const root = document.querySelector('mfa-enrollment')?.shadowRoot
      const input = root?.querySelector<HTMLInputElement>('#code')
      input?.setRangeText(text)
      input?.dispatchEvent(
        new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true, composed: true }),
      )
    },
    ` ${digits.slice(0, 3)} ${digits.slice(3)} `,
  )
  // Autofill and a hasty Enter on top of it.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await screenOf(page, 'recoveryCode').waitFor()
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
  await page.locator('#country').selectOption('+49')
  await page.locator('#phone').fill('0170 1234567')
  await part(page, 'request').click()
  await part(page, 'problem').waitFor()
  assert.is(await page.locator('#phone').inputValue(), '0170 1234567')
  assert.is(await page.locator('#country').inputValue(), '+49')
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

requests('offline in the middle: it says so, keeps the challenge, and goes on', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  const digits = await codeOfKey(page)
  await page.context().setOffline(true)
  await code(page).fill(digits)
  await page.locator('[data-screen=reconciling], [part~=problem]').first().waitFor()
  await page.context().setOffline(false)
  await page.locator('[data-screen=appCode], [data-screen=failed]').first().waitFor()
  assert.is(site.sandbox.factors().length, 0)
  await close()
})

requests.run()
