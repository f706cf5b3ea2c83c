import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'
import { walkEveryScreen } from './element-walk.ts'
import { keptTexts } from './page-checks.ts'

const secrets = suite<{ browser: Browser; site: ElementPage }>('secrets in the element')

secrets.before(async (context) => {
  context.browser = await startBrowser()
})
secrets.after(async ({ browser }) => {
  await browser.close()
})
secrets.before.each(async (context) => {
  context.site = await startElementPage()
})
secrets.after.each(async ({ site }) => {
  await site.close()
})

const unspaced = (text: string) => text.replaceAll(/\s/g, '')

secrets(
  'leave no trace in attributes, address, history, storage, events and console',
  async ({ browser, site }) => {
    const seen = new Set(['18800000000', 'ann@example.org'])
    const person = await visit(browser, site.url({ directory: '', 'storage-key': 'mfa' }), {
      install: new Date(),
    })
    const { page, complaints } = person
    let looked = 0
    await walkEveryScreen(site, person, async (name) => {
      for (const text of await page.locator('[data-secret]').allInnerTexts()) seen.add(unspaced(text))
      for (const { code } of site.sandbox.outbox) seen.add(code)
      const text = unspaced(await keptTexts(page))
      for (const secret of seen) assert.not.match(text, secret, name)
      looked += 1
    })
    assert.ok(looked > 25)
    // Two keys and one recovery code at least, and a code that was sent.
    assert.ok(seen.size >= 6, `${seen.size} secrets seen`)
    for (const complaint of complaints) {
      for (const secret of seen) assert.not.match(unspaced(complaint), secret)
      assert.not.match(complaint, /Content.Security|Trusted/i)
    }
    await person.close()
  },
)

const atRecoveryCode = async (browser: Browser, site: ElementPage, settings = {}) => {
  const person = await visit(browser, site.url(settings))
  const { page } = person
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  return person
}

secrets('the recovery code is downloaded as a file, under a strict policy', async ({ browser, site }) => {
  const { page, complaints, close } = await atRecoveryCode(browser, site)
  const code = await page.locator('[data-secret]').innerText()
  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'download').click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  assert.is(download.suggestedFilename(), 'recovery-code.txt')
  assert.match(Buffer.concat(chunks).toString(), code)

  assert.equal(complaints, [])
  await close()
})

secrets(
  'leaving before the recovery code is saved asks first, and not afterwards',
  async ({ browser, site }) => {
    const { page, close } = await atRecoveryCode(browser, site)
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.close({ runBeforeUnload: true })
    await part(page, 'saved').click()
    await screenOf(page, 'done').waitFor()
    assert.equal(asked, ['beforeunload'])
    const gone = page.waitForEvent('close')
    await page.close({ runBeforeUnload: true })
    await gone
    assert.is(asked.length, 1)
    await close()
  },
)

secrets('after a reload it says what is lost and what to do, in every state', async ({ browser, site }) => {
  const { page, close } = await atRecoveryCode(browser, site, { 'storage-key': 'mfa' })
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await screenOf(page, 'failed').waitFor()
  assert.match(await part(page, 'problem').innerText(), 'recovery code got lost')
  await part(page, 'start-over').click()
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await page.reload()
  await screenOf(page, 'expired').waitFor()
  await page.reload()
  await screenOf(page, 'expired').waitFor()
  await part(page, 'cancel').press('Enter')
  await screenOf(page, 'cancelled').waitFor()
  await page.reload()
  await part(page, 'choice-otp').waitFor()
  assert.is(await page.evaluate(() => sessionStorage.length), 0)
  await close()
})

secrets('a page that names no storage leaves nothing in it', async ({ browser, site }) => {
  const { page, close } = await atRecoveryCode(browser, site)
  assert.equal(await page.evaluate(() => [sessionStorage.length, localStorage.length]), [0, 0])
  await close()
})

secrets('"open my app" is a button that goes to the provisioning URI', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  assert.is(await page.locator('mfa-enrollment a').count(), 0)
  const key = unspaced(await page.locator('[data-secret]').innerText())
  const session = await page.context().newCDPSession(page)
  const asked: string[] = []
  await session.send('Page.enable')
  session.on('Page.frameRequestedNavigation', ({ url }) => asked.push(url))
  await part(page, 'open-app').click()
  await page.waitForTimeout(200)
  assert.is(asked.length, 1)
  assert.match(asked[0] ?? '', `secret=${key}`)
  assert.match(asked[0] ?? '', /^otpauth:\/\/totp\//)
  await screenOf(page, 'appCode').waitFor()
  await close()
})

secrets.run()
