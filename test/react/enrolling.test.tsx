import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const enrolling = suite('an enrollment in a React page')
enrolling.after(browser.close)

const opened = async (strict = false) => {
  const person = account()
  const { service, clock } = person
  const ended: string[] = []
  const page = await mount(
    <EnrollmentFlow
      source={{ service, clock, onEnd: ({ status }) => ended.push(status) }}
      choices={['OTP', 'SMS', 'EMAIL']}
    />,
    { strict },
  )
  return { ...person, page, ended }
}

const atCode = async (strict = false) => {
  const opening = await opened(strict)
  await opening.page.choose('OTP')
  await opening.page.click('continue')
  return opening
}

for (const strict of [false, true]) {
  const mode = strict ? 'in StrictMode' : 'in a root'

  enrolling(`${mode}: mounting, picking and going back ask for nothing`, async () => {
    const { page, sandbox } = await opened(strict)
    await page.choose('OTP')
    assert.ok(page.part('prepare'))
    await page.click('back')
    assert.ok(page.part('factor-choice'))
    assert.equal(sandbox.requests, [])
    await page.unmount()
  })

  enrolling(`${mode}: one click asks once, one code binds once`, async () => {
    const { page, requested, bound, appCode, sandbox, ended } = await atCode(strict)
    assert.is(page.state(), 'awaitingCode')
    assert.is(requested(), 1)
    await page.type('code-input', appCode(page.text('manual-key')))
    assert.is(page.state(), 'savingRecoveryCode')
    assert.is(bound(), 1)
    assert.equal(ended, [])
    await page.doing(() => {
      const box = page.container.querySelector('input[type=checkbox]')
      if (box instanceof browser.window.HTMLElement) box.click()
    })
    await page.click('continue')
    assert.is(page.state(), 'done')
    assert.equal(ended, ['done'])
    assert.equal(
      sandbox.factors().map(({ factorType }) => factorType),
      ['OTP'],
    )
    await page.unmount()
  })
}

enrolling('a sent code: the message goes out once, however often the button is clicked', async () => {
  const { page, requested, sent, sandbox } = await opened()
  await page.choose('SMS')
  await page.type('phone', '+86 18800000000')
  await page.doing(() => {
    page.clickOn('send')
    page.clickOn('send')
    page.clickOn('send')
  })
  assert.is(page.state(), 'awaitingCode')
  assert.is(requested(), 1)
  assert.is(page.part('problem')?.textContent ?? '', '')
  await page.doing(() => {
    page.write('code-input', sent())
    page.enter('code')
    page.enter('code')
  })
  assert.is(page.state(), 'done')
  assert.is(sandbox.outbox.length, 1)
  await page.unmount()
})

enrolling('a code that is used up sets field and button aside, and leads to the new message', async () => {
  const { page, bound, sent } = await opened()
  await page.choose('EMAIL')
  page.write('email', 'ann@example.org')
  await page.click('send')
  const right = sent()
  await page.type('code-input', right === '000000' ? '111111' : '000000')
  await page.doing(() => page.enter('code'))
  assert.match(page.text('status'), 'used up')
  assert.is(page.one('code-input').getAttribute('aria-disabled'), 'true')
  assert.is(page.one('confirm').getAttribute('aria-disabled'), 'true')
  assert.is(document.activeElement?.getAttribute('data-mfa-part'), 'resend-button')
  await page.doing(() => {
    page.write('code-input', right)
    page.enter('code')
  })
  assert.is(bound(), 1)
  await page.unmount()
})

enrolling('autofill and Enter together send one code, and say nothing of the second', async () => {
  const { page, bound, appCode } = await atCode()
  const code = appCode(page.text('manual-key'))
  await page.doing(() => {
    page.write('code-input', code)
    page.enter('code')
    page.clickOn('confirm')
  })
  assert.is(bound(), 1)
  assert.is(page.state(), 'savingRecoveryCode')
  await page.unmount()
})

enrolling('the second Enter of a wrong code is no mistake of its own', async () => {
  const { page, bound, appCode } = await atCode()
  const right = appCode(page.text('manual-key'))
  await page.doing(() => {
    page.write('code-input', right === '000000' ? '111111' : '000000')
    page.enter('code')
  })
  assert.is(bound(), 1)
  assert.match(page.text('status'), 'That code is not right')
  assert.not.match(page.text('code'), 'Enter all 6 digits')
  await page.unmount()
})

enrolling('a pasted code with spaces and full-width digits goes out by itself', async () => {
  const { page, bound, appCode } = await atCode()
  const code = appCode(page.text('manual-key'))
  await page.type('code-input', code.slice(0, 3))
  assert.is(bound(), 0)
  const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
  await page.type('code-input', ` ${wide.slice(0, 3)} ${wide.slice(3)} `)
  assert.is(bound(), 1)
  assert.is(page.state(), 'savingRecoveryCode')
  await page.unmount()
})

enrolling('a code still being composed by an input method waits for its end', async () => {
  const { page, bound, appCode } = await atCode()
  const input = page.field('code-input')
  await page.doing(() => {
    input.value = appCode(page.text('manual-key'))
    input.dispatchEvent(new browser.window.InputEvent('input', { bubbles: true, isComposing: true }))
  })
  assert.is(bound(), 0)
  await page.doing(() =>
    input.dispatchEvent(new browser.window.CompositionEvent('compositionend', { bubbles: true })),
  )
  assert.is(bound(), 1)
  await page.unmount()
})

enrolling('a sent code submits itself only where its length was told', async () => {
  for (const [codeLength, expected] of [
    [undefined, 0],
    [6, 1],
  ] as const) {
    const { service, clock, sent, bound } = account()
    const page = await mount(
      <EnrollmentFlow
        source={{ service, clock }}
        choices={['EMAIL']}
        {...(codeLength !== undefined && { codeLength })}
      />,
    )
    await page.choose('EMAIL')
    page.write('email', 'mina@example.org')
    await page.click('send')
    await page.type('code-input', sent())
    assert.is(bound(), expected)
    await page.unmount()
  }
})

enrolling(
  'a wrong code keeps the token, the key and the picture in place, and clears the field',
  async () => {
    const { page, requested, appCode } = await atCode()
    const key = page.text('manual-key')
    const picture = page.one('qr')
    const input = page.field('code-input')
    const right = appCode(key)
    await page.type('code-input', right === '000000' ? '111111' : '000000')
    assert.is(page.state(), 'awaitingCode')
    assert.is(page.text('manual-key'), key)
    assert.is(page.one('qr'), picture, 'the same element: nothing flickered')
    assert.is(page.field('code-input'), input)
    assert.is(input.value, '')
    assert.is(input.getAttribute('aria-invalid'), 'true')
    assert.is(requested(), 1)
    await page.type('code-input', right)
    assert.is(page.state(), 'savingRecoveryCode')
    await page.unmount()
  },
)

enrolling('what is no code is said below the field, and is not sent', async () => {
  const { page, bound } = await atCode()
  await page.doing(() => {
    page.write('code-input', '12')
    page.enter('code')
  })
  assert.is(bound(), 0)
  assert.match(page.container.textContent ?? '', 'Enter all 6 digits')
  assert.is(page.field('code-input').value, '12')
  await page.unmount()
})

enrolling('a component that goes stops its enrollment, and one that was given is left alone', async () => {
  const mine = await atCode()
  assert.ok(mine.clock.pending.size > 0)
  await mine.page.unmount()
  assert.is(mine.clock.pending.size, 0)

  const { service, clock } = account()
  const enrollment = createEnrollment({ service, clock })
  const page = await mount(<EnrollmentFlow source={enrollment} clock={clock} choices={['OTP']} />)
  await page.choose('OTP')
  await page.click('continue')
  await page.unmount()
  assert.is(enrollment.view().state, 'awaitingCode')
  assert.ok(clock.pending.size > 0)
  enrollment.stop()
})

enrolling('after the end, the button begins anew with an enrollment of its own', async () => {
  const { page, appCode, requested } = await atCode()
  await page.click('cancel')
  assert.is(page.state(), 'cancelled')
  await page.click('close')
  assert.is(page.state(), 'idle')
  await page.choose('OTP')
  await page.click('continue')
  assert.is(requested(), 2)
  await page.type('code-input', appCode(page.text('manual-key')))
  assert.is(page.state(), 'savingRecoveryCode')
  await page.unmount()
})

enrolling('another number may be chosen, with what was typed before still there', async () => {
  const { page, sandbox } = await opened()
  await page.choose('SMS')
  await page.type('phone', '+86 18800000000')
  await page.click('send')
  await page.click('mend')
  assert.is(page.part('code'), null)
  assert.is(page.field('phone').value, '+86 18800000000')
  await page.type('phone', '+86 18800000001')
  await page.click('send')
  assert.is(page.state(), 'awaitingCode')
  assert.ok(page.part('code'))
  assert.is(sandbox.outbox.length, 2)
  await page.unmount()
})

enrolling.run()
