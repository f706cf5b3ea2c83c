import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Enrollment } from '../../src/index.ts'
import { live } from '../live/live-enrollment.ts'
import { stories, boundStory } from '../live/stories.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const endings = suite('what an element shows of an enrollment wherever it stands')
endings.after(browser.close)

const shown = (enrollment: Enrollment) => placed(browser, () => new MfaEnrollmentElement(), { enrollment })

const screens = {
  idle: 'factors',
  idleThrottled: 'factors',
  requesting: 'requesting',
  awaitingCode: 'appCode',
  awaitingCodeAfterWrongCode: 'appCode',
  awaitingCodeThrottled: 'appCode',
  binding: 'binding',
  bindingLeaving: 'binding',
  reconciling: 'reconciling',
  reconcilingLeaving: 'reconciling',
  expired: 'expired',
  expiredAtOnce: 'expired',
  failed: 'failed',
  outcomeUnknown: 'failed',
  cancelled: 'cancelled',
  cancelledAfterWrongCode: 'cancelled',
} as const satisfies Record<keyof typeof stories, string>

for (const [name, expected] of Object.entries(screens)) {
  endings(`${name}: ${expected}`, async () => {
    const story = Object.entries(stories).find(([known]) => known === name)?.[1]
    if (story === undefined) throw new Error(`No story is called ${name}`)
    const told = await story('OTP')
    const page = await shown(told.enrollment)
    assert.is(page.screen(), expected)
    assert.ok((page.text('title') ?? '') !== '')
    const { can } = told.view()
    assert.is(page.part('cancel') !== null, can.cancel && told.state() !== 'idle')
    assert.is(page.part('start-over') !== null, can.restart)
    await page.gone()
    told.enrollment.stop()
  })
}

endings('what is not known is not called a success', async () => {
  const told = await stories.outcomeUnknown('SMS')
  const page = await shown(told.enrollment)
  assert.match(page.text('problem') ?? '', 'could not be told whether the factor was added')
  await page.gone()
})

endings('who leaves in the middle of a bind waits for its outcome, and is told so', async () => {
  const told = await stories.bindingLeaving('SMS')
  const page = await shown(told.enrollment)
  assert.match(page.text('message') ?? '', 'Leaving as soon as it is known')
  await page.gone()
})

endings('who left without saving the recovery code is told that the factor is active', async () => {
  const told = await boundStory('OTP')
  const page = await shown(told.enrollment)
  assert.is(page.screen(), 'recoveryCode')
  page.element.cancel()
  await page.settled()
  assert.is(page.screen(), 'cancelled')
  assert.match(page.text('message') ?? '', 'left without saving')
  assert.equal(page.events.at(-1), { type: 'mfa-cancelled', detail: { bound: 'yes' } })
  await page.gone()
})

endings('a face whose token waits, after a reload or from elsewhere, is asked for its photo', async () => {
  const told = await stories.awaitingCode('FACE')
  const page = await shown(told.enrollment)
  await page.until('use-camera')
  assert.is(page.screen(), 'photo')
  assert.ok(page.part('cancel'))
  await page.gone()
  told.enrollment.stop()
})

endings('after a reload with an open challenge nothing is red, and the button says what to do', async () => {
  const told = await stories.awaitingCode('SMS')
  const { enrollment } = live({ record: told.enrollment.persist() })
  const page = await shown(enrollment)
  assert.is(page.text('title'), 'The page was reloaded')
  assert.is(page.part('problem'), null)
  assert.is(page.text('renew')?.trim(), 'Enter the number again')
  await page.gone()
})

endings.run()
