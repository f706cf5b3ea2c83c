import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { codeOfKey, part, screenOf } from './element-page.ts'
import { boundOf, control, isTried, logged, visitPage } from './page-visit.ts'

const trouble = suite<{ browser: Browser }>('what goes wrong at the page, on demand')

trouble.before(async (context) => {
  context.browser = await startBrowser()
})
trouble.after(async ({ browser }) => {
  await browser.close()
})

const toAppCode = async (page: Page) => {
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
}
const binds = async (page: Page): Promise<number> =>
  (await logged(page)).filter((call) => call === 'POST enroll-factor').length

trouble('a wrong code keeps the QR code, and the right one still works', async ({ browser }) => {
  const { page, site, complaints, close } = await visitPage(browser)
  await toAppCode(page)
  const key = await page.locator('[data-secret]').innerText()
  await page.locator('#code').fill('000000')
  await part(page, 'problem').waitFor()
  await isTried(page, 'wrongCode')
  assert.is(await page.locator('[data-secret]').innerText(), key)
  assert.match(await page.locator('.request-bad').first().innerText(), /enroll-factor[^]*200 · 499 · 6001/)
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  assert.equal(complaints, [])
  await close()
})

trouble('the minute is let pass, for the page, the server and the phone alike', async ({ browser }) => {
  const { page, site, complaints, close } = await visitPage(browser)
  await toAppCode(page)
  await control(page, 'minute').click()
  await screenOf(page, 'expired').waitFor()
  await isTried(page, 'minute')
  await part(page, 'renew').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#scan').click()
  const code = page.locator('.otp-code')
  await code.waitFor()
  await page.locator('#code').fill((await code.innerText()).replaceAll(/\s/g, ''))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  assert.equal(complaints, [])
  await close()
})

trouble(
  'a reload says what is lost, and the way goes on; the time that was skipped stays',
  async ({ browser }) => {
    const { page, complaints, close } = await visitPage(browser)
    await control(page, 'minute').click()
    await toAppCode(page)
    await control(page, 'reload').click()
    await screenOf(page, 'expired').waitFor()
    await isTried(page, 'reload')
    assert.is(await page.locator('[data-trial=minute][data-tried]').count(), 0)
    await part(page, 'renew').click()
    await screenOf(page, 'appCode').waitFor()
    await page.locator('#code').fill(await codeOfKey(page, Date.now() + 60_000))
    await screenOf(page, 'recoveryCode').waitFor()
    assert.equal(complaints, [])
    await close()
  },
)

trouble('a reply that gets lost is looked after, and nothing is bound twice', async ({ browser }) => {
  const { page, site, close } = await visitPage(browser)
  await toAppCode(page)
  await control(page, 'lostReply').click()
  await page.locator('[data-trial=lostReply] [aria-checked=true]').waitFor()
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  await isTried(page, 'lostReply')
  assert.is(await binds(page), 1)
  assert.equal(boundOf(site), ['OTP'])
  assert.match(await page.locator('.request-bad').innerText(), /enroll-factor[^]*no reply/)
  // It happens once.
  await page.locator('[data-trial=lostReply] [aria-checked=false]').waitFor()
  await close()
})

trouble('without a connection nothing is bound; with it again, the same code is', async ({ browser }) => {
  const { page, site, close } = await visitPage(browser)
  await part(page, 'choice-otp').click()
  await control(page, 'noConnection').click()
  await page.locator('[data-trial=noConnection] [aria-checked=true]').waitFor()
  await part(page, 'request').click()
  await part(page, 'problem').waitFor()
  await isTried(page, 'noConnection')
  await control(page, 'noConnection').click()
  await page.locator('[data-trial=noConnection] [aria-checked=false]').waitFor()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  await close()
})

trouble(
  'a code without a connection: everything stays, and the same code goes again',
  async ({ browser }) => {
    const { page, site, close } = await visitPage(browser)
    await toAppCode(page)
    const key = await page.locator('[data-secret]').innerText()
    const digits = await codeOfKey(page)
    await control(page, 'noConnection').click()
    await page.locator('[data-trial=noConnection] [aria-checked=true]').waitFor()
    await page.locator('#code').fill(digits)
    await part(page, 'problem').waitFor()
    assert.is(await page.locator('[data-secret]').innerText(), key)
    assert.is(await binds(page), 0)
    await control(page, 'noConnection').click()
    await page.locator('[data-trial=noConnection] [aria-checked=false]').waitFor()
    await page.locator('#code').fill(digits)
    await screenOf(page, 'recoveryCode').waitFor()
    assert.equal(boundOf(site), ['OTP'])
    await close()
  },
)

trouble('two clicks at a slow server are one request', async ({ browser }) => {
  const { page, complaints, close } = await visitPage(browser)
  await part(page, 'choice-otp').click()
  await control(page, 'slow').click()
  await page.locator('[data-trial=slow] [aria-checked=true]').waitFor()
  await part(page, 'request').dblclick()
  await page.locator('.request-open').first().waitFor()
  await screenOf(page, 'appCode').waitFor()
  await isTried(page, 'slow')
  const sent = (await logged(page)).filter((call) => call === 'POST send-enroll-factor-request')
  assert.is(sent.length, 1)
  assert.equal(complaints, [])
  await close()
})

trouble('when the server stops, the page says so', async ({ browser }) => {
  const { page, site, close } = await visitPage(browser)
  await site.close()
  await page.getByText('The server has stopped').waitFor()
  await close()
})

trouble.run()
