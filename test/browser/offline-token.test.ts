import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import type { Endpoint } from '../../src/sandbox/index.ts'
import { codeOfKey, part, screenOf, startBrowser, startElementPage, visit } from './element-page.ts'
import type { ElementPage } from './element-page.ts'

const token = suite<{ browser: Browser; site: ElementPage }>('an access token that comes over the network')

token.before(async (context) => {
  context.browser = await startBrowser()
})
token.after(({ browser }) => browser.close())
token.before.each(async (context) => {
  context.site = await startElementPage()
})
token.after.each(({ site }) => site.close())

const arrived = (site: ElementPage, endpoint: Endpoint) =>
  site.sandbox.requests.filter((request) => request.endpoint === endpoint).length

const fetched = { 'fetch-token': '' }

const atApp = async (browser: Browser, site: ElementPage) => {
  const person = await visit(browser, site.url(fetched))
  await part(person.page, 'choice-otp').click()
  await part(person.page, 'request').click()
  await screenOf(person.page, 'appCode').waitFor()
  return person
}

const problem = (page: Page) => part(page, 'problem')

token('offline in the middle: key and code stay good, and the same code goes again', async (context) => {
  const { browser, site } = context
  const { page, close } = await atApp(browser, site)
  const key = await page.locator('[data-secret]').innerText()
  const digits = await codeOfKey(page)
  await page.context().setOffline(true)
  await page.locator('#code').fill(digits)
  await problem(page).getByText('cannot be reached').waitFor()
  assert.is(await screenOf(page, 'appCode').count(), 1)
  assert.is(await page.locator('[data-secret]').innerText(), key)
  assert.is(arrived(site, 'enrollFactor'), 0)
  await page.context().setOffline(false)
  await page.locator('#code').fill(digits)
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(arrived(site, 'sendEnrollFactorRequest'), 1)
  assert.is(arrived(site, 'enrollFactor'), 1)
  await close()
})

token('offline before a challenge: one click goes on', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url(fetched))
  await part(page, 'choice-otp').click()
  await page.context().setOffline(true)
  await part(page, 'request').click()
  await problem(page).getByText('cannot be reached').waitFor()
  await page.context().setOffline(false)
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  assert.is(arrived(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

token('a server of the page that fails keeps the code screen', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  const digits = await codeOfKey(page)
  await page.route('**/token', (route) => route.fulfill({ status: 503 }), { times: 1 })
  await page.locator('#code').fill(digits)
  await problem(page).getByText('cannot be reached').waitFor()
  await page.locator('#code').fill(digits)
  await screenOf(page, 'recoveryCode').waitFor()
  await close()
})

token('a page whose person is signed out says so', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await page.route('**/token', (route) => route.fulfill({ status: 401 }))
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'failed').getByText('not signed in any more').waitFor()
  assert.is(arrived(site, 'enrollFactor'), 0)
  await close()
})

token.run()
