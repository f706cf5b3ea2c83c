import jpeg from 'jpeg-js'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { face } from '../sandbox/pictures.ts'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'

const enrolling = suite<{ browser: Browser; site: ElementPage }>('enrolling with the element')

enrolling.before(async (context) => {
  context.browser = await startBrowser()
})
enrolling.after(async ({ browser }) => {
  await browser.close()
})
enrolling.before.each(async (context) => {
  context.site = await startElementPage()
})
enrolling.after.each(async ({ site }) => {
  await site.close()
})

/** What the sandbox says of a photo it has got; who sent it may look at it there. */
const Uploaded = t.type({ data: t.type({ url: t.string }) })

const photo = { name: 'face.jpeg', mimeType: 'image/jpeg', buffer: Buffer.from(face) }

const eventsOf = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'events'))
const boundAt = ({ sandbox }: ElementPage) => sandbox.factors().map(({ factorType }) => factorType)

const words = {
  en: { code: 'Code', codeFromApp: 'Code from your app', phone: 'Phone number', done: 'All set' },
  'zh-CN': { code: '验证码', codeFromApp: '应用显示的验证码', phone: '手机号码', done: '设置完成' },
} as const

for (const lang of ['en', 'zh-CN'] as const) {
  const { code, codeFromApp, phone, done } = words[lang]

  enrolling(`an authenticator app, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await part(page, 'choice-otp').click()
    assert.is(site.sandbox.requests.length, 0, 'preparing asks for nothing')
    await part(page, 'request').click()
    await page.getByLabel(codeFromApp).fill(await codeOfKey(page))
    await screenOf(page, 'recoveryCode').waitFor()
    await part(page, 'saved').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['OTP'])
    assert.equal(complaints, [])
    const states = ['requesting', 'awaitingCode', 'binding', 'savingRecoveryCode']
    assert.equal(await eventsOf(page), [
      ...states.map((state) => ({ type: 'mfa-state', detail: { state } })),
      { type: 'mfa-bound', detail: { factorType: 'OTP', factorId: null } },
      { type: 'mfa-state', detail: { state: 'done' } },
      { type: 'mfa-done', detail: null },
    ])
    await close()
  })

  enrolling(`a text message, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await part(page, 'choice-sms').click()
    await page.getByLabel(phone).fill('+86 188 0000 0000')
    await part(page, 'request').click()
    await screenOf(page, 'sentCode').getByText('+86 188****0000').waitFor()
    assert.is(site.sandbox.outbox.at(-1)?.to, '+8618800000000')
    await page.getByLabel(code, { exact: true }).fill(site.sandbox.outbox.at(-1)?.code ?? '')
    await part(page, 'confirm').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['SMS'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`an e-mail, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang, 'code-length': '6' }))
    await part(page, 'choice-email').click()
    await page.locator('#email').fill('ann@example.org')
    await part(page, 'request').click()
    // The page said how long codes are, so the last digit sends this one.
    await screenOf(page, 'sentCode').waitFor()
    await page.getByLabel(code, { exact: true }).fill(site.sandbox.outbox.at(-1)?.code ?? '')
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['EMAIL'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a face, by the camera, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await part(page, 'choice-face').click()
    await part(page, 'use-camera').click()
    await part(page, 'take-photo').click()
    await part(page, 'use-photo').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['FACE'])
    // The minute of the token is not spent on the upload.
    assert.equal(
      site.sandbox.requests.map(({ endpoint }) => endpoint).filter((name) => name !== 'listEnrolledFactors'),
      ['upload', 'sendEnrollFactorRequest', 'enrollFactor'],
    )
    assert.equal(complaints, [])
    await close()
  })
}

enrolling('a photo that was rejected is taken again, for the same token', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-face').click()
  await page.locator('input[type=file]').setInputFiles(photo)
  site.sandbox.faults.add({
    endpoint: 'enrollFactor',
    kind: 'refusal',
    statusCode: 1702,
    apiCode: 1702,
    times: 1,
  })
  await part(page, 'use-photo').click()
  await part(page, 'problem').waitFor()
  await page.locator('input[type=file]').setInputFiles(photo)
  await part(page, 'use-photo').click()
  await screenOf(page, 'done').waitFor()
  const asked = site.sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest')
  assert.is(asked.length, 1)
  await close()
})

enrolling('the camera goes off when its screen is left', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-face').click()
  await part(page, 'use-camera').click()
  await part(page, 'take-photo').waitFor()
  const stream = await page.locator('video').evaluateHandle((video: HTMLVideoElement) => video.srcObject)
  const states = () =>
    stream.evaluate((held) =>
      held instanceof MediaStream ? held.getTracks().map(({ readyState }) => readyState) : null,
    )
  assert.equal(await states(), ['live'])
  await part(page, 'back').click()
  assert.equal(await states(), ['ended'])
  await close()
})

enrolling(
  'another photo may be taken before one is used, and nothing was sent until then',
  async (context) => {
    const { browser, site } = context
    const { page, close } = await visit(browser, site.url())
    await part(page, 'choice-face').click()
    for (let taken = 0; taken < 2; taken += 1) {
      await part(page, 'use-camera').click()
      await part(page, 'take-photo').click()
      await page.locator('canvas').waitFor()
      if (taken === 0) await part(page, 'retake-photo').click()
    }
    assert.equal(site.sandbox.requests, [])
    await part(page, 'use-photo').click()
    await screenOf(page, 'done').waitFor()
    await close()
  },
)

const withFileInstead = async (page: Page, text: string) => {
  await part(page, 'use-camera').click()
  await part(page, 'problem').getByText(text).waitFor()
  await page.getByRole('alert').getByText(text).waitFor({ state: 'attached' })
  await page.locator('input[type=file]').setInputFiles(photo)
  await part(page, 'use-photo').click()
  await screenOf(page, 'done').waitFor()
}

enrolling('where the camera was denied a file does', async ({ site }) => {
  const strict = await startBrowser({ mayUseCamera: false })
  const { page, complaints, close } = await visit(strict, site.url())
  await part(page, 'choice-face').click()
  await withFileInstead(page, 'The camera may not be used here')
  assert.equal(complaints, [])
  await close()
  await strict.close()
})

enrolling('where there is no camera a file does', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotFoundError'))
  })
  await part(page, 'choice-face').click()
  await withFileInstead(page, 'No camera was found')
  await close()
})

enrolling('a large photo arrives scaled down, and without what its file told', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await part(page, 'choice-face').click()
  const large = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    canvas.getContext('2d')?.fillRect(0, 0, 3000, 2000)
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg')
    })
    return blob === null ? [] : [...new Uint8Array(await blob.arrayBuffer())]
  })
  const place = Buffer.from('\xff\xe1\x00\x00Exif\0\0 taken at 52.52, 13.40', 'latin1')
  place.writeUInt16BE(place.length - 2, 2)
  const told = Buffer.concat([Buffer.from(large.slice(0, 2)), place, Buffer.from(large.slice(2))])
  await page.locator('input[type=file]').setInputFiles({ ...photo, buffer: told })
  await page.locator('canvas').waitFor()
  const uploaded = page
    .waitForResponse((response) => response.url().includes('/upload'))
    .then((response) => response.json())
  await part(page, 'use-photo').click()
  await screenOf(page, 'done').waitFor()
  const answer: unknown = await uploaded
  const decoded = Uploaded.decode(answer)
  if (decoded._tag === 'Left') throw new Error('The upload was not answered as it should be')
  const { url } = decoded.right.data
  const authorization = `Bearer ${site.sandbox.accessToken}`
  const bytes = new Uint8Array(await (await fetch(url, { headers: { authorization } })).arrayBuffer())
  const { width, height } = jpeg.decode(bytes)
  assert.equal([width, height], [1280, 853])
  assert.not.match(Buffer.from(bytes).toString('latin1'), /taken at|Exif/)
  await close()
})

enrolling.run()
