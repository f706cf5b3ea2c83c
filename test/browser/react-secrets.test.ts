import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { keptTexts } from './page-checks.ts'
import { choose, codeOfKey, inState, openApp, openMail, part, startReactPage, visit } from './react-page.ts'
import { walkEveryScreen } from './react-walk.ts'
import type { ServedPage } from './served-page.ts'

const secrets = suite<{ browser: Browser; site: ServedPage }>('secrets in a React page')

secrets.before(async (context) => {
  context.browser = await startBrowser()
})
secrets.after(async ({ browser }) => {
  await browser.close()
})
secrets.before.each(async (context) => {
  context.site = await startReactPage()
})
secrets.after.each(async ({ site }) => {
  await site.close()
})

const unspaced = (text: string) => text.replaceAll(/\s/g, '')
const secretParts = '[data-mfa-part=manual-key], [data-mfa-part=recovery-code]'

secrets('leave no trace in attributes, address, history, storage and console', async ({ browser, site }) => {
  const seen = new Set(['18800000000', 'ann@example.org', 'otpauth:', site.sandbox.accessToken])
  const person = await visit(browser, site.url(), { install: new Date() })
  const { page, complaints } = person
  const printed: string[] = []
  page.on('console', (message) => printed.push(message.text()))
  let looked = 0
  await walkEveryScreen(site, person, async (name) => {
    for (const text of await page.locator(secretParts).allInnerTexts()) seen.add(unspaced(text))
    for (const { code } of site.sandbox.outbox) seen.add(code)
    const text = unspaced(await keptTexts(page))
    for (const secret of seen) assert.not.match(text, secret, name)
    looked += 1
  })
  assert.ok(looked > 30)
  // Two keys at least and a recovery code, a code by SMS and one by e-mail, and what was known before.
  assert.ok(seen.size >= 9, `${seen.size} secrets seen`)
  for (const text of [...complaints, ...printed])
    for (const secret of seen) assert.not.match(unspaced(text), secret)
  await person.close()
})

secrets('a record kept for a reload holds none of them, in any state', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url({ stored: '' }))
  const seen = new Set(['ann@example.org', 'otpauth:', site.sandbox.accessToken])
  const kept = new Set<unknown>()
  const look = async () => {
    for (const text of await page.locator(secretParts).allInnerTexts()) seen.add(unspaced(text))
    for (const { code } of site.sandbox.outbox) seen.add(code)
    const stored = await page.evaluate(() => sessionStorage.getItem('enrollment') ?? '{}')
    kept.add(JSON.parse(stored).value)
    for (const secret of seen) assert.not.match(unspaced(stored), secret)
  }
  await openMail(page)
  await look()
  await part(page, 'code-input').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await look()
  await part(page, 'other').click()
  await openApp(page)
  await look()
  await part(page, 'code-input').fill('12')
  await look()
  site.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'latency', ms: 400, times: 1 })
  await part(page, 'code-input').fill(await codeOfKey(page))
  await inState(page, 'binding').waitFor()
  await look()
  await part(page, 'recovery-code').waitFor()
  await look()
  assert.equal([...kept], ['awaitingCode', 'binding', 'savingRecoveryCode'])
  await close()
})

secrets('the recovery code can be copied, downloaded and printed', async ({ browser, site }) => {
  const permissions = ['clipboard-read', 'clipboard-write']
  const { page, complaints, close } = await visit(browser, site.url(), { permissions })
  await openApp(page)
  await part(page, 'code-input').fill(await codeOfKey(page))
  const code = await part(page, 'recovery-code').innerText()
  await part(page, 'recovery').locator('[data-mfa-part=copy]').click()
  await page.getByRole('status').getByText('Copied').waitFor()
  assert.is(await page.evaluate(() => navigator.clipboard.readText()), code)

  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'download').click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  assert.is(download.suggestedFilename(), 'recovery-code.txt')
  assert.match(Buffer.concat(chunks).toString(), code)
  assert.match(Buffer.concat(chunks).toString(), 'Recovery code for Sandbox')

  await page.evaluate(() => {
    globalThis.print = () => Object.assign(globalThis, { printed: document.body.innerText })
  })
  await part(page, 'print').click()
  assert.match(String(await page.evaluate(() => Reflect.get(globalThis, 'printed'))), code)
  assert.equal(complaints, [])
  await close()
})

secrets(
  'leaving before the recovery code is saved asks first, and not afterwards',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    await openApp(page)
    await part(page, 'code-input').fill(await codeOfKey(page))
    await part(page, 'recovery-code').waitFor()
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.close({ runBeforeUnload: true })
    await part(page, 'saved').locator('input').check()
    await part(page, 'continue').click()
    await inState(page, 'done').waitFor()
    assert.equal(asked, ['beforeunload'])
    const gone = page.waitForEvent('close')
    await page.close({ runBeforeUnload: true })
    await gone
    assert.is(asked.length, 1)
    await close()
  },
)

secrets('a page that keeps no record leaves nothing in storage', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await openApp(page)
  assert.equal(await page.evaluate(() => [sessionStorage.length, localStorage.length]), [0, 0])
  await close()
})

secrets('"open my app" is a button that goes to the provisioning URI', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await openApp(page)
  assert.is(await page.locator('main a').count(), 0)
  const key = unspaced(await part(page, 'manual-key').innerText())
  const session = await page.context().newCDPSession(page)
  const address = new Promise<string>((resolve) => {
    session.on('Page.frameRequestedNavigation', ({ url }) => resolve(url))
  })
  await session.send('Page.enable')
  await part(page, 'open-app').click()
  assert.match(await address, /^otpauth:\/\/totp\//)
  assert.match(await address, `secret=${key}`)
  assert.ok(await inState(page, 'awaitingCode').isVisible())
  await close()
})

secrets(
  'what was typed is gone from a form that is shown again for another factor',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    await choose(page, 'SMS')
    await part(page, 'country').selectOption('CN')
    await part(page, 'phone').fill('18800000000')
    await part(page, 'send').click()
    await part(page, 'code-input').fill('12')
    await part(page, 'other').click()
    await openMail(page)
    assert.is(await part(page, 'code-input').inputValue(), '')
    await close()
  },
)

secrets.run()
