import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { codeOfKey, part, screenOf, startBrowser, startElementPage, visit } from './element-page.ts'
import type { ElementPage } from './element-page.ts'

/**
 * Chromium sends a POST again by itself when the connection it was sent on had been used before and ends without
 * a byte. The second bind is refused, for the first one used its token up.
 */
const resent = suite<{ browser: Browser; site: ElementPage }>('a bind that the browser sends twice')

resent.before(async (context) => {
  context.browser = await startBrowser()
})
resent.after(async ({ browser }) => {
  await browser.close()
})
resent.before.each(async (context) => {
  context.site = await startElementPage()
  context.site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
})
resent.after.each(async ({ site }) => {
  await site.close()
})

/** What became of each bind that the server saw. */
const binds = ({ sandbox }: ElementPage) =>
  sandbox.requests
    .filter(({ endpoint }) => endpoint === 'enrollFactor')
    .map(({ fault, statusCode }) => [fault, statusCode])

const sentTwice = [
  ['lostReply', 200],
  [null, 400],
]

const atApp = async (browser: Browser, site: ElementPage) => {
  const person = await visit(browser, site.url())
  await part(person.page, 'choice-otp').click()
  await part(person.page, 'request').click()
  await screenOf(person.page, 'appCode').waitFor()
  return person
}

resent('an app: bound once, and the recovery code is shown', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site)
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(binds(site), sentTwice)
  await part(page, 'saved').click()
  await screenOf(page, 'done').waitFor()
  assert.is(site.sandbox.factors().length, 1)
  await close()
})

resent('an address: bound once, and done', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-email').click()
  await page.locator('#email').fill('ann@example.org')
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await screenOf(page, 'done').waitFor()
  assert.equal(binds(site), sentTwice)
  assert.is(site.sandbox.factors().length, 1)
  await close()
})

resent(
  'while it is looked up the code is being checked, and no error is shown',
  async ({ browser, site }) => {
    const { page, close } = await atApp(browser, site)
    site.sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'latency', ms: 600, times: 1 })
    const look = page.waitForRequest(/list-enrolled-factors/)
    await page.locator('#code').fill(await codeOfKey(page))
    await look
    await page.locator('[part~=confirm][aria-disabled]').waitFor()
    assert.is(await part(page, 'problem').count(), 0)
    await screenOf(page, 'recoveryCode').waitFor()
    await close()
  },
)

resent.run()
