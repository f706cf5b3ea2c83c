import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { face } from '../sandbox/pictures.ts'
import { startBrowser } from './chromium.ts'
import { part, screenOf } from './element-page.ts'
import { boundOf, clipboard, isTried, logged, visitPage } from './page-visit.ts'

const enrolling = suite<{ browser: Browser }>('enrolling at the page, with its own phone')

enrolling.before(async (context) => {
  context.browser = await startBrowser()
})
enrolling.after(async ({ browser }) => {
  await browser.close()
})

const words = {
  en: { app: 'Authenticator', added: 'Added: Fernhill', copy: 'Copy code', copied: 'Copied' },
  'zh-CN': { app: '验证器', added: '已添加：Fernhill', copy: '复制验证码', copied: '已复制' },
} as const

for (const locale of ['en', 'zh-CN'] as const) {
  const { added, copy, copied } = words[locale]

  enrolling(`an authenticator app: scan, copy, paste, ${locale}`, async ({ browser }) => {
    const { page, site, hosts, complaints, close } = await visitPage(browser, { locale })
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await screenOf(page, 'appCode').waitFor()
    await page.locator('#scan').click()
    await page.locator('.notice').getByText(added).waitFor()
    await page.locator('.otp-copy').click()
    await page.locator('.otp-copy').getByText(copied).waitFor()
    const code = await clipboard(page)
    assert.match(code, /^\d{6}$/)
    assert.is((await page.locator('.otp-code').innerText()).replaceAll(/\s/g, ''), code)
    await page.locator('#code').focus()
    await page.keyboard.press('Control+v')
    await screenOf(page, 'recoveryCode').waitFor()
    await isTried(page, 'app')
    await part(page, 'saved').click()
    await screenOf(page, 'done').waitFor()
    assert.equal(boundOf(site), ['OTP'])
    const sent = (await logged(page)).filter((call) => call.startsWith('POST'))
    assert.equal(sent, ['POST enroll-factor', 'POST send-enroll-factor-request'])
    assert.equal([...hosts], [new URL(site.origin).host])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a text message, as the phone gets it, ${locale}`, async ({ browser }) => {
    const { page, site, complaints, close } = await visitPage(browser, { locale })
    await part(page, 'choice-sms').click()
    await page.locator('#phone').fill('+86 188 0000 0000')
    await part(page, 'request').click()
    await page.locator('.sms').getByText('+8618800000000').waitFor()
    await page.locator('.sms').getByRole('button', { name: copy }).click()
    assert.is(await clipboard(page), site.playground.sandbox.outbox.at(-1)?.code)
    await page.locator('#code').focus()
    await page.keyboard.press('Control+v')
    await screenOf(page, 'done').waitFor()
    assert.equal(boundOf(site), ['SMS'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`an e-mail, as the phone gets it, ${locale}`, async ({ browser }) => {
    const { page, site, complaints, close } = await visitPage(browser, { locale })
    await part(page, 'choice-email').click()
    await page.locator('#email').fill('mina@example.org')
    await part(page, 'request').click()
    await page.locator('.letter').getByText('mina@example.org').waitFor()
    await page.locator('#code').fill((await page.locator('.letter-code').innerText()).trim())
    await screenOf(page, 'done').waitFor()
    assert.equal(boundOf(site), ['EMAIL'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a face, ${locale}`, async ({ browser }) => {
    const { page, site, hosts, complaints, close } = await visitPage(browser, { locale })
    await part(page, 'choice-face').click()
    const photo = { name: 'face.jpeg', mimeType: 'image/jpeg', buffer: Buffer.from(face) }
    await page.locator('input[type=file]').setInputFiles(photo)
    await part(page, 'use-photo').click()
    await screenOf(page, 'done').waitFor()
    assert.equal(boundOf(site), ['FACE'])
    assert.equal(
      [...hosts].filter((host) => host !== '' && host !== new URL(site.origin).host),
      [],
    )
    assert.equal(complaints, [])
    await close()
  })
}

enrolling('the camera works under the page’s policy', async ({ browser }) => {
  const { page, site, complaints, close } = await visitPage(browser)
  await part(page, 'choice-face').click()
  await part(page, 'use-camera').click()
  await part(page, 'take-photo').click()
  await part(page, 'use-photo').click()
  await screenOf(page, 'done').waitFor()
  assert.equal(boundOf(site), ['FACE'])
  assert.equal(complaints, [])
  await close()
})

enrolling('a key that is typed gives the same codes as the picture', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  const key = await page.locator('[data-secret]').innerText()
  await page.locator('#type-key').click()
  await page.locator('#key').fill('not a key')
  await page.keyboard.press('Enter')
  await page.locator('.notice.problem').getByText('This is not a key').waitFor()
  assert.match(await page.locator('.page > [role=status]').innerText(), 'This is not a key')
  assert.is(await page.evaluate(() => document.activeElement?.id), 'key')
  await page.locator('#key').fill(key)
  await page.keyboard.press('Enter')
  await page.locator('.otp-code').waitFor()
  await page.locator('#scan').click()
  await page.locator('.otp').nth(1).waitFor()
  const codes = await page.locator('.otp-code').allInnerTexts()
  assert.is(codes[0], codes[1])
  await page.locator('.otp-remove').first().click()
  assert.is(await page.locator('.otp').count(), 1)
  await close()
})

enrolling('scanning where there is nothing to scan says so', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  await page.locator('#scan').click()
  await page.locator('.notice.problem').getByText('There is no QR code to be seen').waitFor()
  assert.is(await page.locator('.otp').count(), 0)
  await close()
})

enrolling('a fresh account has no factors and no messages', async ({ browser }) => {
  const { page, close } = await visitPage(browser)
  await part(page, 'choice-sms').click()
  await page.locator('#phone').fill('+86 188 0000 0000')
  await part(page, 'request').click()
  await page.locator('.sms').waitFor()
  await page.locator('#code').fill((await page.locator('.sms-code').innerText()).trim())
  await screenOf(page, 'done').waitFor()
  await part(page, 'close').click()
  await part(page, 'remove').waitFor()
  await page.getByText('Fresh account').click()
  await page.getByText('Jonas Weber').waitFor()
  await part(page, 'choice-sms').waitFor()
  assert.is(await part(page, 'remove').count(), 0)
  await page.locator('.dock-app').first().click()
  await page.getByText('No messages').waitFor()
  await close()
})

enrolling.run()
