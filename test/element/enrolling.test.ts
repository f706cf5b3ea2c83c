import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const enrolling = suite('enrolling in a page')
enrolling.after(browser.close)

const start = async (given: Partial<InstanceType<typeof MfaEnrollmentElement>> = {}, options = {}) => {
  const person = account(options)
  const { service, clock, upload } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), { service, clock, upload, ...given })
  return { ...person, ...page }
}

enrolling('drawing, and looking at what may be chosen, asks for nothing', async () => {
  const { screen, press, sandbox, gone } = await start()
  assert.is(screen(), 'factors')
  await press('choice-otp')
  assert.is(screen(), 'prepare')
  await press('back')
  await press('choice-sms')
  assert.is(screen(), 'destination')
  assert.is(sandbox.requests.length, 0)
  await gone()
})

enrolling('an app: its key, a wrong code, the right one, the recovery code', async () => {
  const { screen, press, type, text, one, count, appCode, sandbox, gone } = await start()
  await press('choice-otp')
  await press('request')
  const key = text('key') ?? ''
  assert.match(key, /^(?:[A-Z2-7]{4} ?)+$/)
  assert.is(one('[part~=qr] svg').getAttribute('role'), 'img')
  const right = appCode(key)
  await type('#code', right === '000000' ? '000001' : '000000')
  assert.match(text('problem') ?? '', 'not right')
  assert.is(text('key'), key)
  assert.is(one('#code').value, '')
  await type('#code', `${right.slice(0, 3)} ${right.slice(3)}`)
  assert.is(screen(), 'recoveryCode')
  assert.match(text('recovery-code') ?? '', /\S{8}/)
  await press('saved')
  assert.is(screen(), 'done')
  assert.equal([count('sendEnrollFactorRequest'), count('enrollFactor')], [1, 2])
  assert.equal(
    sandbox.factors().map(({ factorType }) => factorType),
    ['OTP'],
  )
  await gone()
})

enrolling('on a phone, key and app come before the code, and the picture after it', async () => {
  browser.isHandheld.current = true
  const { press, root, visited, text, gone } = { ...browser, ...(await start()) }
  await press('choice-otp')
  await press('request')
  const order = [...root().querySelectorAll('[part~=open-app], [part~=key], #code, [part~=qr]')].map(
    (found) => found.id || found.getAttribute('part')?.trim().split(' ').at(-1),
  )
  assert.equal(order, ['open-app', 'key', 'code', 'qr'])
  await press('open-app')
  assert.match(visited.at(-1) ?? '', `secret=${text('key')?.replaceAll(' ', '')}`)
  browser.isHandheld.current = false
  await gone()
})

enrolling('a message: where to, the code, and nothing sent twice', async () => {
  const { screen, press, write, one, sentCode, sandbox, count, root, gone } = await start()
  await press('choice-sms')
  write('#phone', '+86 188-0000-0000')
  await press('request')
  assert.is(screen(), 'sentCode')
  assert.is(sandbox.outbox.at(-1)?.to, '+8618800000000')
  write('#code', sentCode())
  one('[part~=confirm]').click()
  one('[part~=confirm]').click()
  root().querySelector('form')?.requestSubmit()
  await press('confirm').catch(() => undefined)
  assert.is(screen(), 'done')
  assert.is(count('enrollFactor'), 1)
  await gone()
})

enrolling('a North American number goes out without its leading 1, and its country stays', async () => {
  const { press, write, one, text, sandbox, gone } = await start({ region: 'ca' })
  await press('choice-sms')
  assert.is(one('#country option[selected]').value, 'CA')
  // happy-dom shows the first option where a browser shows the selected one.
  one('#country').value = 'CA'
  write('#phone', '13800000000')
  await press('request')
  assert.match(text('field-problem') ?? '', 'not a mobile number of the country chosen')
  assert.is(sandbox.requests.length, 0)
  write('#phone', '1 (415) 555-2671')
  await press('request')
  assert.is(sandbox.outbox.at(-1)?.to, '+14155552671')
  await press('other-destination')
  assert.is(one('#country option[selected]').value, 'CA')
  await gone()
})

enrolling('a number typed with its country code chooses the country', async () => {
  const { press, write, one, gone } = await start({ region: 'CN' })
  await press('choice-sms')
  write('#phone', '+49 171')
  assert.is(one('#country').value, 'DE')
  write('#phone', '0171')
  assert.is(one('#country').value, 'DE')
  await gone()
})

enrolling('a code whose length the page knows goes by itself', async () => {
  const { screen, press, write, type, sentCode, gone } = await start({ codeLength: 6 })
  await press('choice-email')
  write('#email', 'ann@example.org')
  await press('request')
  await type('#code', sentCode().slice(0, 5))
  assert.is(screen(), 'sentCode')
  await type('#code', sentCode())
  assert.is(screen(), 'done')
  await gone()
})

enrolling('what is no number, no address and no code is told at its field, and not sent', async () => {
  const { press, write, text, one, count, spoken, gone } = await start()
  await press('choice-sms')
  write('#phone', 'none')
  await press('request')
  assert.match(text('field-problem') ?? '', 'not a mobile number')
  assert.match(spoken('assertive') ?? '', 'not a mobile number')
  assert.is(one('#phone').getAttribute('aria-invalid'), 'true')
  await press('back')
  await press('choice-email')
  write('#email', 'none')
  await press('request')
  assert.match(text('field-problem') ?? '', 'not an e-mail address')
  write('#email', 'ann@example.org')
  await press('request')
  write('#code', '1')
  await press('confirm')
  assert.match(text('field-problem') ?? '', 'digits')
  assert.equal([count('sendEnrollFactorRequest'), count('enrollFactor')], [1, 0])
  await gone()
})

enrolling('a target that was just asked for says how long it has to wait', async () => {
  const { press, write, text, gone, screen } = await start()
  await press('choice-email')
  write('#email', 'ann@example.org')
  await press('request')
  assert.match(text('resend-wait') ?? '', 'New code in 60 s')
  await press('other-destination')
  await press('request')
  assert.match(text('field-problem') ?? '', 'next in 60 s')
  await press('back')
  assert.is(screen(), 'sentCode')
  await gone()
})

enrolling('a code that is used up leaves only what helps', async () => {
  const { press, write, text, part, clock, settled, sandbox, gone, screen } = await start(
    {},
    { sendIntervalMs: 20_000 },
  )
  await press('choice-email')
  write('#email', 'ann@example.org')
  await press('request')
  write('#code', '000000')
  await press('confirm')
  assert.match(text('problem') ?? '', 'used up')
  assert.is(part('code-form'), null)
  clock.advance(20_000)
  await settled()
  await press('resend')
  assert.is(screen(), 'sentCode')
  assert.is(sandbox.outbox.length, 2)
  await gone()
})

enrolling('a message sent once more does not take the screen away', async () => {
  const page = await start({}, { sendIntervalMs: 20_000 })
  await page.press('choice-email')
  page.write('#email', 'ann@example.org')
  await page.press('request')
  page.clock.advance(20_000)
  await page.settled()
  page.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'latency', ms: 500, times: 1 })
  await page.press('resend')
  assert.equal(page.events.at(-1)?.detail, { state: 'requesting' })
  assert.is(page.screen(), 'sentCode')
  assert.is(page.one('[part~=confirm]').getAttribute('aria-disabled'), 'true')
  page.clock.advance(500)
  await page.settled()
  assert.equal(page.events.at(-1)?.detail, { state: 'awaitingCode' })
  await page.gone()
})

enrolling('a wait at a field counts for the eyes, and is read out once', async () => {
  const page = await start()
  await page.press('choice-email')
  page.write('#email', 'ann@example.org')
  await page.press('request')
  await page.press('other-destination')
  await page.press('request')
  assert.match(page.text('field-problem') ?? '', 'in 60 s')
  const spoken = page.spoken('assertive')
  page.clock.advance(5_000)
  await page.settled()
  assert.match(page.text('field-problem') ?? '', 'in 55 s')
  assert.is(page.spoken('assertive'), spoken)
  await page.gone()
})

enrolling('a failed request leads back, with what was entered and what to do', async () => {
  const { press, write, one, text, sandbox, events, screen, gone } = await start()
  sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'refusal', statusCode: 500, times: 1 })
  await press('choice-email')
  write('#email', 'ann@example.org')
  await press('request')
  assert.is(screen(), 'destination')
  assert.is(one('#email').value, 'ann@example.org')
  assert.ok(text('problem'))
  assert.is(events.at(-1)?.type, 'mfa-error')
  await gone()
})

enrolling('a refusal shows what support needs, and starts over', async () => {
  const { press, type, text, sandbox, screen, gone } = await start()
  await press('choice-otp')
  await press('request')
  sandbox.faults.add({
    endpoint: 'enrollFactor',
    kind: 'refusal',
    statusCode: 403,
    apiCode: 1577,
    times: 1,
  })
  await type('#code', '123456')
  assert.is(screen(), 'failed')
  assert.match(text('support') ?? '', /Enrollment\s*[0-9a-f-]{36}/)
  assert.match(text('support') ?? '', 'Code 1577')
  await press('start-over')
  assert.is(screen(), 'factors')
  await gone()
})

enrolling('who cancels is told that nothing was added, and may begin again', async () => {
  const { press, events, screen, text, gone } = await start()
  await press('choice-otp')
  await press('request')
  await press('cancel')
  assert.is(screen(), 'cancelled')
  assert.match(text('message') ?? '', 'Nothing was added')
  assert.equal(events.at(-1), { type: 'mfa-cancelled', detail: { bound: 'no' } })
  await press('close')
  assert.is(screen(), 'factors')
  await press('choice-otp')
  await press('request')
  assert.is(screen(), 'appCode')
  await gone()
})

enrolling.run()
