import { left, right } from '#fp-ts/Either'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type PhotoUpload, type ServiceError } from '../../machines/index.ts'
import { face, jpegOf } from '../sandbox/pictures.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const photos = suite('a photo of the face in a React page')

photos.after(browser.close)

// What a browser does with pictures, and happy-dom does not: what is drawn comes out as it went in.
let drawn: Blob | null = null
Object.assign(globalThis, {
  createImageBitmap: async (file: Blob) => {
    if (file.size < 20) throw new DOMException('no picture', 'InvalidStateError')
    drawn = file
    return { width: 2560, height: 1600, close: () => undefined }
  },
})
Object.assign(browser.window.HTMLCanvasElement.prototype, {
  getContext: () => null,
  toBlob: (give: (picture: Blob | null) => void) => give(drawn),
})

const opened = async (given?: PhotoUpload) => {
  const person = account()
  const { service, clock, sandbox } = person
  const taken: ((picture: Blob) => void)[] = []
  const page = await mount(
    <EnrollmentFlow
      source={{ service, clock }}
      choices={['OTP', 'FACE']}
      upload={given ?? sandbox.photoUpload()}
      renderCamera={(take) => {
        taken.push(take)
        return <video data-mfa-part="camera" />
      }}
    />,
  )
  await page.choose('FACE')
  return {
    ...person,
    page,
    take: (picture: Uint8Array) => page.doing(() => taken.at(-1)?.(new Blob([Buffer.from(picture)]))),
  }
}

photos('without an upload FACE is not offered', async () => {
  const { service, clock } = account()
  const page = await mount(<EnrollmentFlow source={{ service, clock }} choices={['OTP', 'FACE']} />)
  assert.equal(
    page.all('[data-mfa-part="choice"]').map((choice) => choice.getAttribute('data-state')),
    ['OTP'],
  )
  await page.unmount()
})

photos('is looked at first, uploaded before the token is asked for, and submitted once', async () => {
  const { page, take, sandbox } = await opened()
  assert.match(page.text('prepare'), 'good light')
  assert.ok(page.part('camera'), 'the place of a camera')
  await take(face)
  const canvas = page.one('preview').querySelector('canvas')
  assert.equal([canvas?.getAttribute('width'), canvas?.getAttribute('height')], ['1280', '800'])
  assert.equal(sandbox.requests, [], 'nothing leaves before the person says so')
  await page.doing(() => {
    page.clickOn('use-photo')
    page.clickOn('use-photo')
  })
  assert.is(page.state(), 'done')
  const asked = sandbox.requests
    .map(({ endpoint }) => endpoint)
    .filter((name) => name !== 'listEnrolledFactors')
  assert.equal(asked, ['upload', 'sendEnrollFactorRequest', 'enrollFactor'])
  await page.unmount()
})

photos('one that is refused says why, keeps the token, and the next one is taken', async () => {
  const { page, take, requested, sandbox } = await opened()
  // Too small for the sandbox to recognise a face in.
  await take(jpegOf(40, 40))
  await page.click('use-photo')
  assert.is(page.state(), 'awaitingCode')
  assert.match(page.text('status'), 'The photo was not accepted')
  await take(face)
  await page.click('use-photo')
  assert.is(page.state(), 'done')
  assert.is(requested(), 1)
  assert.is(sandbox.factors().length, 1)
  await page.unmount()
})

photos('after the minute the same photo is checked again, without another upload', async () => {
  const { page, take, clock, sandbox } = await opened()
  sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'throttled', retryAfter: 30, times: 1 })
  await take(face)
  await page.click('use-photo')
  assert.is(page.state(), 'awaitingCode')
  await page.doing(() => clock.advance(60_000))
  assert.is(page.state(), 'expired')
  assert.is(page.text('renew-button'), 'Check my photo again')
  await page.click('renew-button')
  assert.is(page.state(), 'done')
  assert.is(sandbox.requests.filter(({ endpoint }) => endpoint === 'upload').length, 1)
  await page.unmount()
})

photos('one that was refused is not sent again after the minute: another is asked for', async () => {
  const { page, take, clock, bound } = await opened()
  await take(jpegOf(40, 40))
  await page.click('use-photo')
  await page.doing(() => clock.advance(60_000))
  assert.is(page.state(), 'expired')
  await page.click('renew-button')
  assert.is(page.state(), 'awaitingCode')
  assert.ok(page.part('photo'))
  assert.is(bound(), 1)
  await page.unmount()
})

photos('an upload that fails is told, asks for no token, and may be tried again', async () => {
  let answer: ServiceError | null = { _tag: 'timedOut' }
  const { page, take, requested } = await opened(() => async () => {
    const error = answer
    answer = null
    return error === null ? right({ key: redact('photos/one.jpg') }) : left(error)
  })
  await take(face)
  await page.click('use-photo')
  assert.match(page.text('problem'), 'did not answer in time')
  assert.is(requested(), 0)
  await page.click('use-photo')
  assert.is(requested(), 1)
  await page.unmount()
})

photos('an upload that throws is no upload that hangs', async () => {
  const { page, take } = await opened(() => () => Promise.reject(new Error('a defect')))
  await take(face)
  await page.click('use-photo')
  assert.match(page.text('problem'), 'service has a problem')
  assert.not(page.one('use-photo').hasAttribute('aria-disabled'))
  await page.unmount()
})

photos('what is no picture is said so, and another may be chosen', async () => {
  const { page, take } = await opened()
  await take(new TextEncoder().encode('no picture'))
  assert.match(page.text('problem'), 'no photo')
  await take(face)
  assert.is(page.text('problem'), '')
  assert.ok(page.part('use-photo'))
  await page.click('retake-photo')
  assert.is(page.part('preview'), null)
  await page.unmount()
})

photos('one for which no token can be had yet waits, and says how long', async () => {
  const { page, take, sandbox, clock, requested } = await opened()
  sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 30, times: 1 })
  await take(face)
  await page.click('use-photo')
  assert.is(page.state(), 'idle')
  await take(face)
  assert.is(page.text('use-photo'), 'Try again in 30 s')
  assert.ok(page.one('use-photo').hasAttribute('aria-disabled'))
  await page.doing(() => clock.advance(30_000))
  await page.click('use-photo')
  assert.is(page.state(), 'done')
  assert.is(requested(), 2)
  await page.unmount()
})

photos('who leaves takes the upload back', async () => {
  let signal: AbortSignal | undefined
  const { page, take } = await opened((_, options) => () => {
    signal = options?.signal
    return new Promise(() => undefined)
  })
  await take(face)
  await page.click('use-photo')
  assert.is(page.one('photo').getAttribute('data-state'), 'uploading')
  assert.match(page.text('photo-status'), 'Sending your photo')
  await page.click('back')
  assert.ok(signal?.aborted)
  await page.unmount()
})

photos.run()
