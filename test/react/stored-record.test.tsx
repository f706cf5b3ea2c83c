import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const storing = suite('a React page that keeps the record by a name')
storing.after(browser.close)
storing.after.each(() => browser.window.sessionStorage.clear())

const kept = () => browser.window.sessionStorage.getItem('mfa')
const tell = (type: 'pagehide' | 'pageshow') => browser.window.dispatchEvent(new browser.window.Event(type))

/** A page whose requests for a challenge are answered, or break off, when the test says so. */
const waiting = () => {
  const person = account()
  let answer: (() => void) | null = null
  const { service } = person
  const breaksOff: typeof service.sendEnrollFactorRequest = () => async () => {
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    return E.left({ _tag: 'unreachable', mayHaveArrived: true })
  }
  return {
    ...person,
    service: { ...service, sendEnrollFactorRequest: breaksOff },
    breakOff: () => answer?.(),
  }
}

const flow = ({ service, clock }: Pick<ReturnType<typeof account>, 'service' | 'clock'>) => (
  <EnrollmentFlow source={{ service, clock, storageKey: 'mfa' }} choices={['OTP', 'SMS']} />
)

for (const strict of [false, true]) {
  storing(`goes on from it when it stands again, and asks for nothing (strict: ${strict})`, async () => {
    const person = account()
    const page = await mount(flow(person), { strict })
    assert.is(kept(), null)
    await page.choose('OTP')
    assert.is(kept(), null)
    await page.click('continue')
    const key = page.text('manual-key')
    await page.unmount()
    assert.match(kept() ?? '', 'awaitingCode')
    assert.not.match(kept() ?? '', key.replaceAll(' ', ''))
    const again = await mount(flow(person), { strict })
    assert.is(again.state(), 'expired')
    assert.is(person.requested(), 1)
    await again.click('cancel')
    assert.is(kept(), null)
    await again.unmount()
  })
}

storing('what a page that goes breaks off is no answer: the record stays as it was', async () => {
  const person = waiting()
  const page = await mount(flow(person))
  await page.choose('OTP')
  await page.click('continue')
  assert.is(page.state(), 'requesting')
  const before = kept()
  assert.match(before ?? '', 'requesting')
  tell('pagehide')
  await page.doing(person.breakOff)
  assert.is(page.state(), 'idle')
  assert.is(kept(), before)
  // The browser kept the page, and the person came back to it.
  tell('pageshow')
  assert.is(kept(), null)
  await page.unmount()
})

storing('a page that was gone while it asked says so', async () => {
  const person = waiting()
  const page = await mount(flow(person))
  await page.choose('OTP')
  await page.click('continue')
  tell('pagehide')
  await page.unmount()
  const again = await mount(flow(person))
  assert.match(again.container.textContent, 'This was interrupted')
  await again.unmount()
})

storing('is removed at the end, so that closing begins a fresh enrollment', async () => {
  const person = account()
  const page = await mount(flow(person))
  await page.choose('OTP')
  await page.click('continue')
  await page.type('code-input', person.appCode(page.text('manual-key')))
  assert.is(page.state(), 'savingRecoveryCode')
  assert.not.match(kept() ?? '', page.text('recovery-code'))
  await page.doing(() => {
    const box = page.container.querySelector('input[type=checkbox]')
    if (box instanceof browser.window.HTMLElement) box.click()
  })
  await page.click('continue')
  assert.is(kept(), null)
  await page.click('close')
  assert.is(page.state(), 'idle')
  await page.choose('SMS')
  await page.type('phone', '+86 18800000000')
  await page.click('send')
  assert.match(kept() ?? '', 'awaitingCode')
  assert.not.match(kept() ?? '', '18800000000')
  await page.unmount()
})

storing('what is no record is said to be unreadable, and no JSON is none', async () => {
  const person = account()
  browser.window.sessionStorage.setItem('mfa', '{"of":"another version"}')
  const page = await mount(flow(person))
  assert.is(page.state(), 'expired')
  await page.unmount()
  browser.window.sessionStorage.setItem('mfa', '{"of":')
  const other = await mount(flow(person))
  assert.is(other.state(), 'idle')
  await other.unmount()
})

storing.run()
