import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { codeOfKey, part, screenOf } from './element-page.ts'
import { boundOf, control, isTried, logged, visitPage } from './page-visit.ts'

const atServer = suite<{ browser: Browser }>('the page with its enrollments at a server')

atServer.before(async (context) => {
  context.browser = await startBrowser()
})
atServer.after(async ({ browser }) => {
  await browser.close()
})

const visit = (browser: Browser) => visitPage(browser, { server: true })

const toAppCode = async (page: Page) => {
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
}
const toRecoveryCode = async (page: Page) => {
  await toAppCode(page)
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
}
const keyOf = (page: Page) => page.locator('[data-secret]').innerText()
const posts = async (page: Page) => (await logged(page)).filter((call) => call.startsWith('POST'))

atServer('enrolls, and lists, by its own server alone', async ({ browser }) => {
  const { page, site, complaints, hosts, close } = await visit(browser)
  await toRecoveryCode(page)
  assert.equal(boundOf(site), ['OTP'])
  await part(page, 'saved').click()
  await screenOf(page, 'done').waitFor()
  await part(page, 'close').click()
  await part(page, 'factor').waitFor()
  assert.is((await posts(page)).filter((call) => call === 'POST /mfa/enrollments').length, 1)
  assert.ok(
    (await logged(page)).every((call) => call.includes('/mfa/')),
    String(await logged(page)),
  )
  assert.equal([...hosts], [new URL(site.origin).host])
  assert.equal(complaints, [])
  await close()
})

atServer('a reload at the beginning asks for nothing', async ({ browser }) => {
  const { page, close } = await visit(browser)
  await page.reload()
  await part(page, 'choice-otp').waitFor()
  assert.equal(await posts(page), [])
  await close()
})

atServer('a reload while the code is awaited: the same key, and the minute goes on', async ({ browser }) => {
  const { page, site, complaints, close } = await visit(browser)
  await toAppCode(page)
  const key = await keyOf(page)
  // Half a minute is over.
  site.playground.skip(30_000)
  await page.reload()
  await screenOf(page, 'appCode').waitFor()
  assert.is(await keyOf(page), key)
  await isTried(page, 'reload')
  const left = Number(/\d+/.exec(await part(page, 'countdown').innerText())?.[0])
  assert.ok(left > 0 && left <= 30, `${left} s left`)
  await page.locator('#code').fill(await codeOfKey(page, Date.now() + 30_000))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  assert.equal(complaints, [])
  await close()
})

atServer(
  'a reload while it is asked for, and while a code is checked: each happens once',
  async ({ browser }) => {
    const { page, site, close } = await visit(browser)
    for (const endpoint of ['sendEnrollFactorRequest', 'enrollFactor'] as const)
      site.playground.sandbox.faults.add({ endpoint, kind: 'latency', ms: 3_000 })
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await screenOf(page, 'requesting').waitFor()
    // Known to the server before the page goes.
    await page.waitForFunction((name) => sessionStorage.getItem(name) !== null, userOf(site))
    await page.reload()
    await screenOf(page, 'requesting').waitFor()
    await screenOf(page, 'appCode').waitFor()
    const taken = page.waitForResponse((response) => response.url().endsWith('/events'))
    await page.locator('#code').fill(await codeOfKey(page))
    await taken
    await page.reload()
    await screenOf(page, 'binding').waitFor()
    await screenOf(page, 'recoveryCode').waitFor()
    const asked = (path: string) =>
      site.playground.sandbox.requests.filter(({ endpoint }) => endpoint === path).length
    assert.equal([asked('sendEnrollFactorRequest'), asked('enrollFactor')], [1, 1])
    await close()
  },
)

atServer('a reload before the recovery code is saved shows it again', async ({ browser }) => {
  const { page, complaints, close } = await visit(browser)
  await toRecoveryCode(page)
  const code = await keyOf(page)
  assert.match(code, /[\da-f-]{8,}/)
  await page.reload()
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(await keyOf(page), code)
  assert.equal(complaints, [])
  await close()
})

atServer('a reload when the minute is over, and after it was asked for anew', async ({ browser }) => {
  const { page, complaints, close } = await visit(browser)
  await toAppCode(page)
  const key = await keyOf(page)
  await control(page, 'minute').click()
  await screenOf(page, 'expired').waitFor()
  await page.reload()
  await screenOf(page, 'expired').waitFor()
  await part(page, 'renew').click()
  await screenOf(page, 'appCode').waitFor()
  const next = await keyOf(page)
  assert.is.not(next, key)
  await page.reload()
  await screenOf(page, 'appCode').waitFor()
  assert.is(await keyOf(page), next)
  assert.equal(complaints, [])
  await close()
})

atServer('a reload when it has failed, and when it is done', async ({ browser }) => {
  const { page, site, close } = await visit(browser)
  const refused = { kind: 'refusal', endpoint: 'sendEnrollFactorRequest', statusCode: 403, times: 1 } as const
  site.playground.sandbox.faults.add(refused)
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'failed').waitFor()
  await page.reload()
  await screenOf(page, 'failed').waitFor()
  await part(page, 'start-over').click()
  await toRecoveryCode(page)
  await part(page, 'saved').click()
  await screenOf(page, 'done').waitFor()
  await page.reload()
  await part(page, 'factor').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  await close()
})

atServer('two tabs follow each other', async ({ browser }) => {
  const { page, site, close } = await visit(browser)
  await toAppCode(page)
  const id = await page.evaluate((name) => sessionStorage.getItem(name), userOf(site))
  const other = await page.context().newPage()
  await other.addInitScript(
    ([name, value]) => sessionStorage.setItem(String(name), String(value)),
    [userOf(site), id],
  )
  await other.goto(site.origin)
  await screenOf(other, 'appCode').waitFor()
  assert.is(await keyOf(other), await keyOf(page))
  await other.locator('#code').fill(await codeOfKey(other))
  await screenOf(other, 'recoveryCode').waitFor()
  await screenOf(page, 'recoveryCode').waitFor()
  assert.is(await keyOf(page), await keyOf(other))
  assert.equal(boundOf(site), ['OTP'])
  await close()
})

atServer('the server is another process by then: the page goes on', async ({ browser }) => {
  const { page, site, close } = await visit(browser)
  await toAppCode(page)
  const key = await keyOf(page)
  await site.enrollments?.restart()
  assert.is(await keyOf(page), key)
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  await close()
})

const userOf = ({ playground }: Awaited<ReturnType<typeof visit>>['site']): string =>
  String(Object(playground.state()).userId)

atServer.run()
