import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, type ShownEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed, settled } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const elsewhere = suite('an enrollment that a function of the page makes')
elsewhere.after(browser.close)

/** The element, with a function that makes what surfaces need, and no more: as an enrollment at a server is. */
const start = async () => {
  const person = account()
  const { service, clock } = person
  const made: ShownEnrollment[] = []
  const stopped: ShownEnrollment[] = []
  const enrollment = (): ShownEnrollment => {
    const { id, getSnapshot, view, subscribe, send, stop } = createEnrollment({ service, clock })
    const shown = { id, getSnapshot, view, subscribe, send, stop: () => (stopped.push(shown), stop()) }
    made.push(shown)
    return shown
  }
  const page = await placed(browser, () => new MfaEnrollmentElement(), {
    enrollment,
    clock,
    factors: ['OTP'],
  })
  return { ...person, ...page, made, stopped }
}

elsewhere('is led to its end, and followed by another', async () => {
  const { made, stopped, screen, press, type, text, appCode, gone } = await start()
  assert.is(made.length, 1)
  await press('choice-otp')
  await press('request')
  await type('#code', appCode(text('key') ?? ''))
  await press('saved')
  assert.is(screen(), 'done')
  assert.is(made.length, 1)
  await press('close')
  assert.is(screen(), 'factors')
  assert.is(made.length, 2)
  assert.equal(stopped, [made[0]])
  await press('choice-otp')
  assert.is(screen(), 'prepare')
  await gone()
})

elsewhere('stays the same while the element is away, and shows where it stands when it is back', async () => {
  const { element, made, stopped, screen, press, text } = await start()
  await press('choice-otp')
  await press('request')
  const key = text('key')
  const place = element.parentNode
  element.remove()
  await settled()
  assert.is(made[0]?.view().state, 'awaitingCode')
  place?.append(element)
  await settled()
  assert.is(screen(), 'appCode')
  assert.is(text('key'), key)
  assert.equal([made.length, stopped.length], [1, 0])
  element.remove()
  made[0]?.stop()
})

elsewhere.run()
