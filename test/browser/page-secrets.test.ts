import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { part, screenOf } from './element-page.ts'
import { keptTexts } from './page-checks.ts'
import { visitPage } from './page-visit.ts'

const secrets = suite<{ browser: Browser }>('secrets at the page')

secrets.before(async (context) => {
  context.browser = await startBrowser()
})
secrets.after(async ({ browser }) => {
  await browser.close()
})

const unspaced = (text: string) => text.replaceAll(/\s/g, '')

secrets(
  'stand in no attribute, address, storage, cookie that a script can read, or log',
  async ({ browser }) => {
    const { page, site, complaints, close } = await visitPage(browser)
    const printed: string[] = []
    page.on('console', (message) => printed.push(message.text()))
    const seen = new Set<string>()
    const look = async () => {
      for (const text of await page.locator('[data-secret]').allInnerTexts()) seen.add(unspaced(text))
      for (const text of await page.locator('.otp-code').allInnerTexts()) seen.add(unspaced(text))
      for (const { code } of site.playground.sandbox.outbox) seen.add(code)
      const kept = unspaced([await keptTexts(page), ...printed].join('\n'))
      for (const secret of seen) assert.not.match(kept, secret)
      // A JWT, and the parts of the way in.
      assert.not.match(kept, /eyJ[\w-]{10}/)
      assert.not.match(kept, /mfa_enroll_\d/)
    }
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await screenOf(page, 'appCode').waitFor()
    await page.locator('#scan').click()
    await page.locator('.otp-code').waitFor()
    await look()
    const key = await page.locator('[data-secret]').innerText()
    await page.locator('#type-key').click()
    await page.locator('#key').fill(key)
    await look()
    await page.keyboard.press('Enter')
    await page.locator('.otp').nth(1).waitFor()
    await page.locator('#code').fill(unspaced(await page.locator('.otp-code').first().innerText()))
    await screenOf(page, 'recoveryCode').waitFor()
    await look()
    await part(page, 'saved').click()
    await screenOf(page, 'done').waitFor()
    await part(page, 'close').click()
    await part(page, 'remove').waitFor()
    await part(page, 'choice-sms').click()
    await page.locator('#phone').fill('+86 188 0000 0000')
    await part(page, 'request').click()
    await page.locator('.sms').waitFor()
    await look()
    // A key, a code or two of it, a recovery code and a sent code.
    assert.ok(seen.size >= 4, `${seen.size} secrets seen`)
    assert.equal(complaints, [])
    await close()
  },
)

secrets('the link is gone from the address, and is worth nothing any more', async ({ browser }) => {
  const { page, site, close } = await visitPage(browser)
  assert.is(page.url(), `${site.origin}/`)
  assert.is(await page.evaluate(() => document.cookie), '')
  const other = await browser.newContext()
  const stranger = await other.newPage()
  const answer = await stranger.goto(site.origin)
  assert.is(answer?.status(), 403)
  await other.close()
  await close()
})

secrets('the policy forbids what it should: inline script, eval, another host', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  const violated = await page.evaluate(async () => {
    const found: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      found.push(effectiveDirective)
    })
    const style = document.createElement('style')
    style.textContent = 'body { color: red }'
    document.head.append(style)
    await fetch('http://127.0.0.1:1/').catch(() => null)
    const picture = new Image()
    picture.src = 'http://127.0.0.1:1/picture.png'
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    return found
  })
  assert.equal(violated.toSorted(), ['connect-src', 'img-src', 'style-src-elem'])
  await close()
})

secrets.run()
