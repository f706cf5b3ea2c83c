import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { asked, choose, inState, lastCode, part, startReactPage, visit } from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const list = suite<{ browser: Browser; site: ServedPage }>("a React page's list of factors")

list.before(async (context) => {
  context.browser = await startBrowser()
})
list.after(async ({ browser }) => {
  await browser.close()
})
list.before.each(async (context) => {
  context.site = await startReactPage()
})
list.after.each(async ({ site }) => {
  await site.close()
})

const ids = ({ sandbox }: ServedPage) => sandbox.factors().map(({ factorId }) => factorId)

const bindPhone = async (page: Page, site: ServedPage, number: string) => {
  await part(page, 'country').selectOption('CN')
  await part(page, 'phone').fill(number)
  await part(page, 'send').click()
  await part(page, 'code-input').waitFor()
  await part(page, 'code-input').fill(lastCode(site))
  await part(page, 'confirm').click()
  await inState(page, 'done').waitFor()
}

const withPhone = async (browser: Browser, site: ServedPage) => {
  const person = await visit(browser, site.url())
  await choose(person.page, 'SMS')
  await bindPhone(person.page, site, '18800000001')
  await part(person.page, 'close').click()
  await part(person.page, 'factor').waitFor()
  return person
}

list('shows where codes go, masked, and offers what may be added', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  assert.is(await part(page, 'factor').locator('[data-mfa-part=destination]').innerText(), '+86 188****0001')
  await part(page, 'choice').waitFor()
  await close()
})

list('offers only what the directory names', async ({ browser }) => {
  const site = await startReactPage({ enabledFactors: ['OTP'] })
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice').waitFor()
  assert.is(await page.locator('[data-mfa-part=choice]').count(), 1)
  await close()
  await site.close()
})

list('a factor goes only after a question, and one answer is one removal', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  await part(page, 'remove').click()
  await part(page, 'remove-keep').click()
  assert.is(ids(site).length, 1)
  await part(page, 'remove').click()
  assert.match(await part(page, 'remove-question').innerText(), 'only second factor')
  site.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'latency', ms: 300, times: 1 })
  await part(page, 'remove-confirm').dblclick({ force: true })
  await part(page, 'list-status').getByText('Removed: Text message.').waitFor()
  assert.is(ids(site).length, 0)
  assert.is(asked(site, 'resetFactor'), 1)
  await close()
})

list('a removal that failed says so, and the list is looked at once more', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  site.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'serverError', times: 1 })
  await part(page, 'remove').click()
  await part(page, 'remove-confirm').click()
  await part(page, 'factor-list').getByRole('alert').getByText('The service has a problem').waitFor()
  await part(page, 'factor').waitFor()
  assert.is(ids(site).length, 1)
  await close()
})

list('a replacement takes the old factor off only once the new one works', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  const before = ids(site)
  await part(page, 'replace').click()
  await part(page, 'replacement').getByText('stays until the new one works').waitFor()
  assert.equal(ids(site), before)
  await bindPhone(page, site, '18800000002')
  await part(page, 'replacement').getByText('The old one has been removed').waitFor()
  assert.is(ids(site).length, 1)
  assert.is.not(ids(site)[0], before[0])
  await close()
})

list('a replacement that is left keeps the old factor', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  const before = ids(site)
  await part(page, 'replace').click()
  await part(page, 'phone').waitFor()
  await part(page, 'back').click()
  await part(page, 'remove').waitFor()
  assert.is(await part(page, 'replacement').count(), 0)
  assert.equal(ids(site), before)
  await close()
})

list.run()
