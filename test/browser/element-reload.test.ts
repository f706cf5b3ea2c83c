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

const reload = suite<{ browser: Browser; site: ElementPage }>('the element after a reload')

reload.before(async (context) => {
  context.browser = await startBrowser()
})
reload.after(async ({ browser }) => {
  await browser.close()
})
reload.before.each(async (context) => {
  context.site = await startElementPage()
})
reload.after.each(async ({ site }) => {
  await site.close()
})

const asked = ({ sandbox }: ElementPage, endpoint: string) =>
  sandbox.requests.filter((request) => request.endpoint === endpoint).length
const slow = (
  site: ElementPage,
  endpoint: 'sendEnrollFactorRequest' | 'enrollFactor' | 'listEnrolledFactors',
) => site.sandbox.faults.add({ endpoint, kind: 'latency', ms: 3_000, times: 1 })

const start = async (browser: Browser, site: ElementPage, lang = 'en') => {
  const person = await visit(browser, site.url({ 'storage-key': 'mfa', lang }))
  person.page.on('dialog', (dialog) => void dialog.accept())
  return person
}
const toMail = async (page: Page) => {
  await part(page, 'choice-email').click()
  await page.locator('#email').fill('ann@example.org')
  await part(page, 'request').click()
}
const toApp = async (page: Page) => {
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
}
const shown = (page: Page) => page.locator('mfa-enrollment [data-screen]').innerText()

reload('before anything was asked for: as if new', async ({ browser, site }) => {
  const { page, close } = await start(browser, site)
  await part(page, 'choice-otp').click()
  await page.reload()
  await screenOf(page, 'factors').waitFor()
  assert.is(site.sandbox.requests.length, 0)
  await close()
})

reload(
  'while a message is being asked for: that it was interrupted, and nothing is sent again',
  async (context) => {
    const { browser, site } = context
    const { page, close } = await start(browser, site)
    slow(site, 'sendEnrollFactorRequest')
    await toMail(page)
    await screenOf(page, 'requesting').waitFor()
    await page.reload()
    await part(page, 'problem').waitFor()
    assert.match(await shown(page), 'This was interrupted')
    assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
    await close()
  },
)

for (const [lang, text, again] of [
  ['en', 'For your safety the address was not kept', 'Enter the address again'],
  ['zh-CN', '邮箱地址未被保留', '重新输入邮箱地址'],
] as const) {
  reload(
    `while a message is awaited: what has to be entered once more, ${lang}`,
    async ({ browser, site }) => {
      const { page, close } = await start(browser, site, lang)
      await toMail(page)
      await screenOf(page, 'sentCode').waitFor()
      await page.reload()
      await screenOf(page, 'expired').waitFor()
      assert.match(await shown(page), text)
      await page.getByRole('button', { name: again }).click()
      assert.is(await page.locator('#email').inputValue(), '')
      assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
      await close()
    },
  )
}

reload('while an app code is awaited: one click shows a new picture', async ({ browser, site }) => {
  const { page, close } = await start(browser, site)
  await toApp(page)
  await page.reload()
  await screenOf(page, 'expired').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  await part(page, 'renew').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  await close()
})

reload(
  'while a code is being checked: it never checks it twice, and looks what became of it',
  async (context) => {
    const { browser, site } = context
    const { page, close } = await start(browser, site)
    await toApp(page)
    slow(site, 'enrollFactor')
    await page.locator('#code').fill(await codeOfKey(page))
    await page.locator('[part~=confirm][aria-disabled]').waitFor()
    await page.reload()
    await page.locator('[data-screen=expired], [data-screen=failed], [data-screen=done]').first().waitFor()
    assert.is(asked(site, 'enrollFactor'), 1)
    assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
    await close()
  },
)

reload('while it is being made sure: goes on looking', async ({ browser, site }) => {
  const { page, close } = await start(browser, site)
  await toMail(page)
  await screenOf(page, 'sentCode').waitFor()
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'resetInBody', times: 1 })
  slow(site, 'listEnrolledFactors')
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await screenOf(page, 'reconciling').waitFor()
  await page.reload()
  await page.locator('[data-screen=expired], [data-screen=failed], [data-screen=done]').first().waitFor()
  assert.is(asked(site, 'enrollFactor'), 1)
  await close()
})

for (const [lang, text] of [
  ['en', 'its recovery code got lost'],
  ['zh-CN', '恢复码'],
] as const) {
  reload(`while the recovery code is on show: that it is lost, and what to do, ${lang}`, async (context) => {
    const { browser, site } = context
    const { page, close } = await start(browser, site, lang)
    await toApp(page)
    await page.locator('#code').fill(await codeOfKey(page))
    await screenOf(page, 'recoveryCode').waitFor()
    await page.reload()
    await screenOf(page, 'failed').waitFor()
    assert.match(await part(page, 'problem').innerText(), text)
    await close()
  })
}

reload('when all is over: as if new, and nothing is kept', async ({ browser, site }) => {
  const { page, close } = await start(browser, site)
  await toMail(page)
  await screenOf(page, 'sentCode').waitFor()
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await screenOf(page, 'done').waitFor()
  await page.reload()
  await screenOf(page, 'factors').waitFor()
  assert.is(await page.evaluate(() => sessionStorage.length), 0)
  await close()
})

reload('without a name for storage: as if new, and nothing is asked for', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await toApp(page)
  await page.reload()
  await screenOf(page, 'factors').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

reload('what is kept holds no secret and no address, in any state', async ({ browser, site }) => {
  const { page, close } = await start(browser, site)
  const kept = () => page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))
  await toMail(page)
  await screenOf(page, 'sentCode').waitFor()
  assert.not.match(await kept(), 'ann@')
  await part(page, 'cancel').press('Enter')
  await part(page, 'close').click()
  await toApp(page)
  const key = (await page.locator('[data-secret]').innerText()).replaceAll(/\s/g, '')
  assert.match(await kept(), 'awaitingCode')
  assert.not.match(await kept(), key)
  await close()
})

reload.run()
