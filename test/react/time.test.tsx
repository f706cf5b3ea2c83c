import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow, useSecondsLeft } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const time = suite('time in a React page')
time.after(browser.close)

const opened = async (factorType: 'OTP' | 'SMS') => {
  const person = account()
  const { service, clock } = person
  const page = await mount(<EnrollmentFlow source={{ service, clock }} choices={[factorType]} />)
  await page.choose(factorType)
  if (factorType === 'OTP') await page.click('continue')
  else {
    await page.type('phone', '+86 18800000000')
    await page.click('send')
  }
  return { ...person, page, pass: (ms: number) => page.doing(() => clock.advance(ms)) }
}

time('the countdown ticks at whole seconds, with one timer', async () => {
  const { page, clock, pass } = await opened('OTP')
  assert.is(page.text('countdown'), '60 seconds left')
  const timers = clock.pending.size
  await pass(400)
  assert.is(page.text('countdown'), '60 seconds left')
  await pass(600)
  assert.is(page.text('countdown'), '59 seconds left')
  await pass(5_000)
  assert.is(page.text('countdown'), '54 seconds left')
  assert.is(clock.pending.size, timers)
  await page.unmount()
})

time('a timer that comes late shows the true second, and the next one is on time', async () => {
  const { page, clock, pass } = await opened('OTP')
  clock.jump(2_700)
  await pass(1_000)
  assert.is(page.text('countdown'), '57 seconds left')
  await pass(300)
  assert.is(page.text('countdown'), '56 seconds left')
  await page.unmount()
})

time('screen readers may ask for it, and hear by themselves of 20 seconds once and of the end', async () => {
  const { page, pass } = await opened('OTP')
  assert.is(page.one('countdown').getAttribute('role'), 'timer')
  const heard = () => page.all('[aria-live]:not([aria-live=off])').map((region) => region.textContent)
  const atFirst = heard()
  await pass(30_000)
  assert.equal(heard(), atFirst)
  await pass(10_000)
  assert.equal(heard(), ['At most 20 seconds left.', ''])
  await pass(7_000)
  assert.equal(heard(), ['At most 20 seconds left.', ''])
  await pass(13_000)
  assert.equal(heard(), ['', 'The minute is over. Ask for a new code.'])
  await page.unmount()
})

time('a hidden page has no timer of ours, and is right at once when it is seen again', async () => {
  const { page, clock, pass } = await opened('OTP')
  const before = clock.pending.size
  await page.hide(true)
  assert.is(clock.pending.size, before - 1)
  await pass(10_000)
  assert.is(page.text('countdown'), '60 seconds left', 'nothing is drawn for nobody')
  await page.hide(false)
  assert.is(page.text('countdown'), '50 seconds left')
  // Two minutes asleep: no timer has run, and yet the minute is over.
  clock.jump(120_000)
  await page.hide(false)
  assert.is(page.state(), 'expired')
  assert.is(page.part('manual-key'), null)
  assert.match(page.all('[aria-live="assertive"]')[0]?.textContent ?? '', 'The minute is over')
  assert.is(page.focused(), 'renew-button')
  await page.unmount()
})

time('the minute runs out; one click renews, and the entry made before is said to be useless', async () => {
  const { page, pass, requested, appCode } = await opened('OTP')
  await pass(60_000)
  assert.is(page.state(), 'expired')
  assert.is(page.part('manual-key'), null)
  await page.click('renew-button')
  assert.is(page.state(), 'awaitingCode')
  assert.is(requested(), 2)
  assert.match(page.text('problem'), 'the key is a new one')
  await page.type('code-input', appCode(page.text('manual-key')))
  assert.is(page.state(), 'savingRecoveryCode')
  await page.unmount()
})

time('another message can be had when the wait is over, and says how long that takes', async () => {
  const { page, pass, sandbox, service } = await opened('SMS')
  assert.is(service.limits.sendIntervalMs, 60_000)
  assert.is(page.text('resend-button'), 'New code in 60 s')
  assert.ok(page.one('resend-button').hasAttribute('aria-disabled'))
  await pass(20_000)
  assert.is(page.text('resend-button'), 'New code in 40 s')
  await pass(40_000)
  assert.is(page.state(), 'expired')
  assert.is(page.text('renew-button'), 'Send a new code')
  await page.click('renew-button')
  assert.is(sandbox.outbox.length, 2)
  assert.is(page.state(), 'awaitingCode')
  await page.unmount()
})

time('useSecondsLeft gives null while no challenge is open', async () => {
  const { service, clock } = account()
  const enrollment = createEnrollment({ service, clock })
  const Shown = () => <output data-mfa-part="out">{String(useSecondsLeft(enrollment, clock))}</output>
  const page = await mount(<Shown />)
  assert.is(page.text('out'), 'null')
  await page.doing(() => enrollment.send({ type: 'factor.chosen', factorType: 'OTP' }))
  assert.is(page.text('out'), '60')
  await page.doing(() => clock.advance(3_000))
  assert.is(page.text('out'), '57')
  await page.unmount()
  enrollment.stop()
  assert.is(clock.pending.size, 0)
})

time.run()
