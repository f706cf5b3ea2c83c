import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { part, screenOf, startBrowser, startElementPage, visit, type ElementPage } from './element-page.ts'

const list = suite<{ browser: Browser; site: ElementPage }>("the element's list of factors")

list.before(async (context) => {
  context.browser = await startBrowser()
})
list.after(async ({ browser }) => {
  await browser.close()
})
list.before.each(async (context) => {
  context.site = await startElementPage()
})
list.after.each(async ({ site }) => {
  await site.close()
})

const ids = ({ sandbox }: ElementPage) => sandbox.factors().map(({ factorId }) => factorId)

const bindPhone = async (page: Page, site: ElementPage, number: string) => {
  await page.locator('#country').selectOption('CN')
  await page.locator('#phone').fill(number)
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await screenOf(page, 'done').waitFor()
}

const withPhone = async (browser: Browser, site: ElementPage) => {
  const person = await visit(browser, site.url({ directory: '' }))
  await part(person.page, 'choice-sms').click()
  await bindPhone(person.page, site, '18800000001')
  await part(person.page, 'close').click()
  await part(person.page, 'factor').waitFor()
  return person
}

list('shows where codes go, masked, and offers what is left', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  assert.is(await part(page, 'factor-destination').innerText(), '+86 188****0001')
  await part(page, 'choice-otp').waitFor()
  await close()
})

list('offers only what the directory names', async ({ browser }) => {
  const site = await startElementPage({ enabledFactors: ['OTP'] })
  const { page, close } = await visit(browser, site.url({ directory: '' }))
  await part(page, 'choice-otp').waitFor()
  assert.is(await page.locator('[part~=choice]').count(), 1)
  await close()
  await site.close()
})

list(
  'a factor goes only after it was confirmed, and one question is one removal',
  async ({ browser, site }) => {
    const { page, close } = await withPhone(browser, site)
    await part(page, 'remove').click()
    await part(page, 'remove-keep').click()
    assert.is(ids(site).length, 1)
    await part(page, 'remove').click()
    assert.match(await part(page, 'removal').innerText(), 'only second factor')
    await part(page, 'remove-confirm').dblclick({ force: true })
    await part(page, 'note').waitFor()
    assert.is(ids(site).length, 0)
    assert.is(site.sandbox.requests.filter(({ endpoint }) => endpoint === 'resetFactor').length, 1)
    await close()
  },
)

list('a removal that failed says so, and the list is looked at once more', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  site.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'serverError', times: 1 })
  await part(page, 'remove').click()
  await part(page, 'remove-confirm').click()
  await part(page, 'problem').waitFor()
  await part(page, 'factor').waitFor()
  assert.is(ids(site).length, 1)
  await close()
})

list('a replacement takes the old factor off only once the new one works', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  const before = ids(site)
  await part(page, 'replace').click()
  await part(page, 'note').waitFor()
  await page.locator('#country').selectOption('CN')
  await page.locator('#phone').fill('18800000002')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  assert.equal(ids(site), before)
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await screenOf(page, 'done').getByText('The old one has been removed.').waitFor()
  assert.is(ids(site).length, 1)
  assert.not.equal(ids(site), before)
  await close()
})

list('a replacement whose last step failed can be finished', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  site.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'serverError', times: 1 })
  await part(page, 'replace').click()
  await bindPhone(page, site, '18800000002')
  await part(page, 'replace-finish').click()
  await screenOf(page, 'done').getByText('The old one has been removed.').waitFor()
  assert.is(ids(site).length, 1)
  await close()
})

list('a replacement that was given up keeps the old factor, and is forgotten', async ({ browser, site }) => {
  const { page, close } = await withPhone(browser, site)
  const before = ids(site)
  await part(page, 'replace').click()
  await part(page, 'back').click()
  await part(page, 'choice-email').click()
  assert.is(await part(page, 'note').count(), 0)
  await page.locator('#email').fill('ann@example.org')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await screenOf(page, 'done').waitFor()
  assert.is(ids(site).length, 2)
  assert.ok(ids(site).includes(before[0] ?? ''))
  await close()
})

list.run()
