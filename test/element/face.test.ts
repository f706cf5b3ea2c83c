import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { face } from '../sandbox/pictures.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')
const { window } = browser

const faces = suite('a face in a page')
faces.after(browser.close)

const start = async (given: Partial<InstanceType<typeof MfaEnrollmentElement>> = {}, options = {}) => {
  const person = account(options)
  const { service, clock, upload } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), { service, clock, upload, ...given })
  return { ...person, ...page }
}

/** What a browser does with pictures, and happy-dom does not. */
const withPictures = () => {
  Object.assign(globalThis, {
    createImageBitmap: async (file: Blob) => {
      if (file.size < 20) throw new DOMException('no picture', 'InvalidStateError')
      return { width: 2560, height: 1600, close: () => undefined }
    },
  })
  const canvas = window.HTMLCanvasElement.prototype
  Object.assign(canvas, {
    getContext: () => null,
    toBlob: (take: (blob: Blob) => void) => take(new Blob([face], { type: 'image/jpeg' })),
  })
}

const chooseFile = async (page: Awaited<ReturnType<typeof start>>, bytes: BlobPart) => {
  const input = page.one('input[type=file]')
  Object.defineProperty(input, 'files', { value: [new Blob([bytes])], configurable: true })
  input.dispatchEvent(new window.Event('change') as never)
  await page.settled()
}

faces('a face: the photo is looked at, uploaded, and sent as soon as there is a token', async () => {
  withPictures()
  const page = await start()
  const { press, text, sandbox, screen, gone } = page
  await press('choice-face')
  await page.until('use-camera')
  await chooseFile(page, 'no picture')
  assert.match(text('problem') ?? '', 'no photo')
  await chooseFile(page, face)
  const canvas = page.one('canvas')
  assert.equal([canvas.getAttribute('width'), canvas.getAttribute('height')], ['1280', '800'])
  sandbox.faults.add({ endpoint: 'upload', kind: 'refusal', statusCode: 500, times: 1 })
  await press('use-photo')
  assert.ok(text('problem'))
  await press('use-photo')
  assert.is(screen(), 'done')
  assert.equal(
    sandbox.requests.map(({ endpoint }) => endpoint).filter((name) => name !== 'listEnrolledFactors'),
    ['upload', 'upload', 'sendEnrollFactorRequest', 'enrollFactor'],
  )
  await gone()
})

faces('a face that was not recognised is taken once more, for the same token', async () => {
  const page = await start()
  const { press, text, sandbox, count, screen, gone } = page
  await press('choice-face')
  await page.until('use-camera')
  await chooseFile(page, face)
  sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'refusal', statusCode: 499, apiCode: 1702, times: 1 })
  await press('use-photo')
  assert.is(screen(), 'photo')
  assert.match(text('problem') ?? '', 'photo was not accepted')
  await chooseFile(page, face)
  await press('retake-photo')
  await chooseFile(page, face)
  await press('use-photo')
  assert.is(screen(), 'done')
  assert.is(count('sendEnrollFactorRequest'), 1)
  await gone()
})

faces('a photo that the server would not hear of yet is not sent again by itself', async () => {
  const page = await start()
  await page.press('choice-face')
  await page.until('use-camera')
  await chooseFile(page, face)
  page.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'throttled', retryAfter: 5, times: 1 })
  await page.press('use-photo')
  assert.match(page.text('problem') ?? '', 'Too many requests')
  page.clock.advance(6_000)
  await page.settled()
  assert.is(page.count('enrollFactor'), 1)
  await page.gone()
})

faces('a camera that may not be used leads to a file', async () => {
  const page = await start()
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    configurable: true,
  })
  await page.press('choice-face')
  await page.until('use-camera')
  await page.press('use-camera')
  await page.until('problem')
  assert.match(page.text('problem') ?? '', 'camera may not be used')
  assert.match(page.spoken('assertive') ?? '', 'camera may not be used')
  await page.gone()
})

faces('a camera shows its picture, takes it, and goes off', async () => {
  const page = await start()
  let isOff = false
  const track = { stop: () => (isOff = true) }
  Object.defineProperty(navigator, 'mediaDevices', {
    value: {
      getUserMedia: () =>
        Promise.resolve(Object.assign(new window.MediaStream(), { getTracks: () => [track] })),
    },
    configurable: true,
  })
  await page.press('choice-face')
  await page.until('use-camera')
  await page.press('use-camera')
  await page.until('take-photo')
  const video = page.one('video')
  for (const [name, value] of Object.entries({ videoWidth: 640, videoHeight: 480 }))
    Object.defineProperty(video, name, { value })
  await page.press('take-photo')
  await page.until('use-photo')
  assert.is(isOff, true)
  await page.gone()
})

faces.run()
