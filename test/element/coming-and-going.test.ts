import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement, defineEnrollmentElement } = await import('../../src/element/index.ts')
const { document } = browser

const going = suite('an element that comes and goes')
going.after(browser.close)

const create = () => new MfaEnrollmentElement()

const atApp = async (given: Partial<InstanceType<typeof MfaEnrollmentElement>> = {}) => {
  const person = account()
  const { service, clock } = person
  const page = await placed(browser, create, { service, clock, ...given })
  await page.press('choice-otp')
  await page.press('request')
  return { ...person, ...page }
}

const elsewhere = () => {
  const other = document.createElement('div')
  document.body.append(other)
  return other
}

going('moved within the page, it stays where it is', async () => {
  const page = await atApp()
  const key = page.text('key')
  elsewhere().append(page.element as never)
  await page.settled()
  assert.is(page.text('key'), key)
  assert.is(page.count('sendEnrollFactorRequest'), 1)
  assert.is(page.events.length, 2)
  await page.gone()
})

going('taken out, it stops what it made; put back later, it goes on in place', async () => {
  const page = await atApp()
  const key = page.text('key')
  await page.gone()
  assert.is(page.clock.pending.size, 0)
  elsewhere().append(page.element as never)
  await page.settled()
  assert.is(page.text('key'), key)
  assert.is(page.count('sendEnrollFactorRequest'), 1)
  await page.gone()
})

going('put back after its minute, it says that the minute is over', async () => {
  const page = await atApp()
  await page.gone()
  page.clock.advance(61_000)
  elsewhere().append(page.element as never)
  await page.settled()
  assert.is(page.screen(), 'expired')
  await page.gone()
})

going("an enrollment of the page's own is shown, and never stopped", async () => {
  const { service, clock, appCode } = account()
  const enrollment = createEnrollment({ service, clock })
  const page = await placed(browser, create, { enrollment, clock })
  await page.press('choice-otp')
  await page.press('request')
  assert.is(enrollment.view().state, 'awaitingCode')
  await page.gone()
  enrollment.send({ type: 'code.submitted', passCode: appCode(page.text('key') ?? '') })
  await page.settled()
  assert.is(enrollment.view().state, 'savingRecoveryCode')
  // What happened meanwhile is told when it is back.
  elsewhere().append(page.element as never)
  await page.settled()
  assert.is(page.screen(), 'recoveryCode')
  assert.is(page.events.at(-1)?.type, 'mfa-bound')
  await page.press('saved')
  assert.is(page.part('close'), null, 'another enrollment is the page to make')
  await page.gone()
})

going('given another service, it begins anew', async () => {
  const page = await atApp()
  page.element.service = account().service
  await page.settled()
  assert.is(page.screen(), 'factors')
  await page.gone()
})

going('without service and enrollment it shows nothing, and takes both later', async () => {
  const page = await placed(browser, create, {})
  assert.is(page.root().querySelector('[data-screen]'), null)
  assert.is(page.element.start('OTP', {}), null)
  page.element.cancel()
  page.element.service = account().service
  await page.settled()
  assert.is(page.screen(), 'factors')
  await page.gone()
})

going('start opens the way to a factor; with a profile it sends', async () => {
  const { service, clock, sandbox, count } = account()
  const page = await placed(browser, create, { service, clock })
  assert.is(page.element.start('OTP'), null)
  await page.settled()
  assert.is(page.screen(), 'prepare')
  assert.is(count('sendEnrollFactorRequest'), 0)
  assert.equal(page.element.start('SMS', { phoneNumber: 'none' }), {
    accepted: false,
    reason: 'invalidProfile',
  })
  assert.equal(page.element.start('SMS', { phoneNumber: '18800000000' }), { accepted: true })
  await page.settled()
  assert.is(page.screen(), 'sentCode')
  assert.is(sandbox.outbox.length, 1)
  page.element.cancel()
  await page.settled()
  assert.is(page.screen(), 'cancelled')
  assert.equal(page.element.start('OTP', {}), { accepted: true })
  await page.settled()
  assert.is(page.screen(), 'appCode')
  page.element.reset()
  await page.settled()
  assert.is(page.screen(), 'factors')
  page.element.start('EMAIL')
  page.element.cancel()
  await page.settled()
  assert.is(page.screen(), 'factors')
  await page.gone()
})

going('a record without secrets is kept while it is under way, if the page names a place', async () => {
  const page = await atApp({ storageKey: 'mfa' })
  const stored = sessionStorage.getItem('mfa') ?? ''
  assert.match(stored, '"value":"awaitingCode"')
  assert.not.match(stored, (page.text('key') ?? '').replaceAll(' ', ''))
  await page.gone()
  const { service, clock } = account()
  const again = await placed(browser, create, { service, clock, storageKey: 'mfa' })
  assert.is(again.screen(), 'expired')
  await again.press('renew')
  assert.is(again.screen(), 'appCode')
  await again.press('cancel')
  assert.is(sessionStorage.getItem('mfa'), null)
  await again.gone()
})

going('a record that is damaged, and a storage that is forbidden, break nothing', async () => {
  sessionStorage.setItem('mfa', '{ no JSON')
  const { service, clock } = account()
  const page = await placed(browser, create, { service, clock, storageKey: 'mfa' })
  assert.is(page.screen(), 'factors')
  await page.gone()
})

going('it can have other names, and a name that is taken stays as it is', async () => {
  defineEnrollmentElement('acme-second-factor')
  defineEnrollmentElement('acme-second-factor')
  defineEnrollmentElement()
  const named = customElements.get('acme-second-factor')
  assert.is(customElements.get('mfa-enrollment'), MfaEnrollmentElement)
  assert.is.not(named, MfaEnrollmentElement)
  assert.ok(named !== undefined && new named() instanceof MfaEnrollmentElement)
})

going('what was set before the element was defined is taken', async () => {
  const early = document.createElement('late-second-factor')
  const { service, clock } = account()
  Object.assign(early, { service, clock })
  document.body.append(early)
  defineEnrollmentElement('late-second-factor')
  await new Promise<void>((resolve) => setImmediate(resolve))
  const upgraded = document.querySelector('late-second-factor')
  assert.ok(upgraded?.shadowRoot?.querySelector('[data-screen=factors]'))
  upgraded?.remove()
})

going.run()
