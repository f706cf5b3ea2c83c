import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { face } from '../sandbox/pictures.ts'
import { startBrowser } from './chromium.ts'
import {
  asked,
  choose,
  codeOfKey,
  inState,
  lastCode,
  openApp,
  openMail,
  part,
  saveRecoveryCode,
  startReactPage,
  visit,
} from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const enrolling = suite<{ browser: Browser; site: ServedPage }>('enrolling in a React page')

enrolling.before(async (context) => {
  context.browser = await startBrowser()
})
enrolling.after(async ({ browser }) => {
  await browser.close()
})
enrolling.before.each(async (context) => {
  context.site = await startReactPage()
})
enrolling.after.each(async ({ site }) => {
  await site.close()
})

const boundAt = ({ sandbox }: ServedPage) => sandbox.factors().map(({ factorType }) => factorType)
const callsOf = ({ sandbox }: ServedPage) =>
  sandbox.requests.map(({ endpoint }) => endpoint).filter((name) => !name.startsWith('list'))
const photo = { name: 'face.jpeg', mimeType: 'image/jpeg', buffer: Buffer.from(face) }
const chooseFile = (page: Page, file: typeof photo) => part(page, 'file').setInputFiles(file)

const words = {
  en: { code: 'Code', codeFromApp: 'Code from your app', phone: 'Phone number', done: 'All set' },
  'zh-CN': { code: '验证码', codeFromApp: '应用显示的验证码', phone: '手机号码', done: '设置完成' },
} as const

for (const lang of ['en', 'zh-CN'] as const) {
  const { code, codeFromApp, phone, done } = words[lang]

  enrolling(`an authenticator app, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await choose(page, 'OTP')
    assert.equal(callsOf(site), [], 'preparing asks for nothing')
    await part(page, 'continue').click()
    await part(page, 'manual-key').waitFor()
    await page.getByLabel(codeFromApp).fill(await codeOfKey(page))
    await inState(page, 'savingRecoveryCode').waitFor()
    await saveRecoveryCode(page)
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['OTP'])
    await part(page, 'close').click()
    await part(page, 'factor').waitFor()
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a text message, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await choose(page, 'SMS')
    await page.getByLabel(phone).fill('+86 188 0000 0000')
    await part(page, 'send').click()
    await part(page, 'status').getByText('+86 188****0000').waitFor()
    assert.is(site.sandbox.outbox.at(-1)?.to, '+8618800000000')
    await page.getByLabel(code, { exact: true }).fill(lastCode(site))
    await part(page, 'confirm').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['SMS'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`an e-mail, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang, 'code-length': '6' }))
    await openMail(page)
    // The page said how long codes are, so the last digit sends this one.
    await page.getByLabel(code, { exact: true }).fill(lastCode(site))
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['EMAIL'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a face, by the camera, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await choose(page, 'FACE')
    await part(page, 'use-camera').click()
    await part(page, 'take-photo').click()
    await part(page, 'use-photo').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['FACE'])
    // The minute of the token is not spent on the upload.
    assert.equal(callsOf(site), ['upload', 'sendEnrollFactorRequest', 'enrollFactor'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a face, by a camera of the host's, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang, 'own-camera': '' }))
    await choose(page, 'FACE')
    await part(page, 'own-camera').click()
    await part(page, 'use-photo').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['FACE'])
    assert.equal(complaints, [])
    await close()
  })

  enrolling(`a face, by a file, ${lang}`, async ({ browser, site }) => {
    const { page, complaints, close } = await visit(browser, site.url({ lang }))
    await choose(page, 'FACE')
    await chooseFile(page, photo)
    await part(page, 'use-photo').click()
    await page.getByRole('heading', { name: done }).waitFor()
    assert.equal(boundAt(site), ['FACE'])
    assert.equal(complaints, [])
    await close()
  })
}

enrolling('a photo that was rejected is taken again, for the same token', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await choose(page, 'FACE')
  await chooseFile(page, photo)
  site.sandbox.faults.add({
    endpoint: 'enrollFactor',
    kind: 'refusal',
    statusCode: 1702,
    apiCode: 1702,
    times: 1,
  })
  await part(page, 'use-photo').click()
  await part(page, 'status').locator('[data-mfa-part=problem]').waitFor()
  await part(page, 'use-camera').click()
  await part(page, 'take-photo').click()
  await part(page, 'use-photo').click()
  await inState(page, 'done').waitFor()
  assert.is(asked(site, 'sendEnrollFactorRequest'), 1)
  await close()
})

enrolling(
  'the camera goes off when its screen is left, and when a photo is there',
  async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url())
    for (const off of ['back', 'take-photo'] as const) {
      await choose(page, 'FACE')
      await part(page, 'use-camera').click()
      await part(page, 'take-photo').waitFor()
      const stream = await page.locator('video').evaluateHandle((video: HTMLVideoElement) => video.srcObject)
      const states = () =>
        stream.evaluate((held) =>
          held instanceof MediaStream ? held.getTracks().map(({ readyState }) => readyState) : null,
        )
      assert.equal(await states(), ['live'])
      await part(page, off).click()
      await part(page, off === 'back' ? 'choice' : 'use-photo').waitFor()
      assert.equal(await states(), ['ended'], off)
    }
    await part(page, 'retake-photo').click()
    await part(page, 'use-camera').waitFor()
    assert.equal(callsOf(site), [], 'nothing was sent')
    await close()
  },
)

enrolling('a camera that may not be used leads to a file', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await choose(page, 'FACE')
  await part(page, 'use-camera').click()
  await page.getByRole('alert').getByText('The camera may not be used here').waitFor()
  await chooseFile(page, photo)
  await part(page, 'use-photo').click()
  await inState(page, 'done').waitFor()
  await close()
})

enrolling('a large photo is scaled down, and sent without what the file tells', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  await choose(page, 'FACE')
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
  const place = Buffer.from('\xff\xe1\x00\x1eExif\0\0 taken at 52.52, 13.40', 'latin1')
  place.writeUInt16BE(place.length - 2, 2)
  const told = Buffer.concat([Buffer.from(large.slice(0, 2)), place, Buffer.from(large.slice(2))])
  await chooseFile(page, { ...photo, buffer: told })
  const preview = part(page, 'preview').locator('canvas')
  await preview.waitFor()
  assert.equal(
    await preview.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]),
    [1280, 853],
  )
  // Chromium does not tell the test what a form holds that is sent, so the page does.
  await page.evaluate(() => {
    const { set } = FormData.prototype
    FormData.prototype.set = function keep(
      this: FormData,
      name: string,
      value: string | Blob,
      file?: string,
    ) {
      if (value instanceof Blob) Object.assign(globalThis, { sent: value })
      if (typeof value !== 'string') set.call(this, name, value, file)
    }
  })
  await part(page, 'use-photo').click()
  await inState(page, 'done').waitFor()
  const sent = await page.evaluate(async () => {
    const blob: unknown = Reflect.get(globalThis, 'sent')
    return blob instanceof Blob ? [blob.type, new TextDecoder('latin1').decode(await blob.arrayBuffer())] : []
  })
  assert.is(sent[0], 'image/jpeg')
  assert.ok((sent[1] ?? '').length > 1_000)
  assert.not.match(sent[1] ?? '', /taken at|Exif/)
  await close()
})

enrolling('what takes photos is loaded when a face is chosen, not before', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url())
  const scripts = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length,
    )
  await openApp(page)
  await part(page, 'other').click()
  const before = await scripts()
  await choose(page, 'FACE')
  await part(page, 'use-camera').waitFor()
  const withFace = await scripts()
  assert.ok(withFace > before)
  await part(page, 'use-camera').click()
  await part(page, 'take-photo').waitFor()
  assert.ok((await scripts()) > withFace, 'the camera only when it is switched on')
  await close()
})

enrolling.run()
