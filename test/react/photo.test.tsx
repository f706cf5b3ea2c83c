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

const { createObjectURL, revokeObjectURL } = URL
const shown: string[] = []
URL.createObjectURL = () => {
  shown.push('blob:preview')
  return 'blob:preview'
}
URL.revokeObjectURL = (url) => void shown.splice(shown.indexOf(url), 1)
photos.after(async () => {
  Object.assign(URL, { createObjectURL, revokeObjectURL })
  await browser.close()
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
  assert.ok(page.part('preview'))
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
  assert.equal(shown, [], 'the preview was let go')
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

photos('who leaves takes the upload back', async () => {
  let signal: AbortSignal | undefined
  const { page, take } = await opened((_, options) => () => {
    signal = options?.signal
    return new Promise(() => undefined)
  })
  await take(face)
  await page.click('use-photo')
  assert.is(page.one('photo').getAttribute('data-state'), 'uploading')
  await page.click('back')
  assert.ok(signal?.aborted)
  await page.unmount()
})

photos.run()
