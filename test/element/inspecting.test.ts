import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment } from '../../src/index.ts'
import { inspectEnrollment, type InspectionFrame } from '../../src/inspect/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const inspecting = suite('an element that is inspected')
inspecting.after(browser.close)

const inspected = () => {
  const person = account()
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({ now: person.clock.now, onFrame: (frame) => frames.push(frame) })
  return { ...person, inspection, frames, seen: () => frames.map(({ state }) => state.value) }
}
const create = () => new MfaEnrollmentElement()

inspecting('shows what it makes from the first step on, and takes what comes back', async () => {
  const { service, clock, inspection, frames, seen } = inspected()
  const page = await placed(browser, create, { service, clock, inspect: inspection.inspect })
  assert.equal(seen(), ['idle'])
  const sent = inspection.send(frames[0]?.enrollmentId ?? '', { type: 'factor.chosen', factorType: 'OTP' })
  assert.equal(sent, { accepted: true })
  await page.settled()
  assert.is(page.screen(), 'appCode')
  assert.equal(seen(), ['idle', 'requesting', 'awaitingCode'])
  await page.gone()
})

inspecting('given later, it is asked for what is made from then on alone', async () => {
  const { service, clock, inspection, frames, seen } = inspected()
  const page = await placed(browser, create, { service, clock })
  page.element.inspect = inspection.inspect
  await page.settled()
  await page.press('choice-otp')
  await page.press('request')
  assert.equal(frames, [])
  page.element.reset()
  await page.settled()
  assert.equal(seen(), ['idle'])
  await page.gone()
})

inspecting("an enrollment of the page's own is the page's to inspect", async () => {
  const { service, clock, inspection, frames } = inspected()
  const enrollment = createEnrollment({ service, clock })
  const page = await placed(browser, create, { enrollment, clock, inspect: inspection.inspect })
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await page.settled()
  assert.is(page.screen(), 'appCode')
  assert.equal(frames, [])
  await page.gone()
  enrollment.stop()
})

inspecting.run()
