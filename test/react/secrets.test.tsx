import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { createEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const secrecy = suite('secrets in a React page')
secrecy.after(browser.close)

const streams = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Runs something, and gives all that was written to the console meanwhile. */
const consoleOf = async (run: () => Promise<void>): Promise<string> => {
  const before = streams.map((stream) => [stream, console[stream]] as const)
  const written: string[] = []
  for (const stream of streams)
    console[stream] = (...told: readonly unknown[]) => written.push(told.map(String).join(' '))
  try {
    await run()
  } finally {
    for (const [stream, write] of before) console[stream] = write
  }
  return written.join('\n')
}

const phoneNumber = '18812345678'

const opened = async () => {
  const { service, clock, ...person } = account()
  const enrollment = createEnrollment({ service, clock })
  const page = await mount(
    <EnrollmentFlow source={enrollment} clock={clock} choices={['OTP', 'SMS', 'EMAIL']} />,
    { strict: true },
  )
  const attributes = () =>
    page
      .all('*')
      .flatMap((element) => [...element.attributes])
      .map(({ name, value }) => `${name}=${value}`)
      .join('\n')
  const secretsNow = (): readonly string[] => {
    const view = enrollment.view()
    if (view.state === 'savingRecoveryCode') return [reveal(view.recoveryCode)]
    if (view.state !== 'awaitingCode' || view.challenge.factorType !== 'OTP') return [phoneNumber]
    const { uri, manualKey } = view.challenge.otp
    const key = reveal(manualKey)
    return [reveal(uri), encodeURIComponent(reveal(uri)), key, key.replaceAll(' ', ''), phoneNumber]
  }
  const known = new Set<string>()
  const visited = new Set<string>()
  const leaks = () => ['otpauth:', ...known].filter((secret) => attributes().includes(secret))
  const look = () => {
    visited.add(enrollment.view().state)
    for (const secret of secretsNow()) known.add(secret)
    assert.equal(leaks(), [])
  }
  return { ...person, clock, enrollment, page, look, known, visited, leaks }
}

secrecy('stand in no attribute and on no console, in any state of OTP', async () => {
  const printed = await consoleOf(async () => {
    const { page, look, known, visited, appCode, clock, sandbox, enrollment } = await opened()
    enrollment.subscribe(look)
    await page.choose('OTP')
    look()
    await page.click('continue')
    look()
    await page.doing(() => clock.advance(60_000))
    look()
    await page.click('renew-button')
    look()
    const code = appCode(page.text('manual-key'))
    known.add(code)
    await page.doing(() => {
      page.write('code-input', `x${code}`)
      page.enter('code')
    })
    look()
    sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    await page.type('code-input', code)
    look()
    assert.is(page.state(), 'savingRecoveryCode')
    await page.doing(() => {
      const box = page.container.querySelector('input[type=checkbox]')
      if (box instanceof browser.window.HTMLElement) box.click()
    })
    await page.click('continue')
    look()
    assert.equal([...visited].toSorted(), [
      'awaitingCode',
      'binding',
      'done',
      'expired',
      'idle',
      'reconciling',
      'requesting',
      'savingRecoveryCode',
    ])
    await page.unmount()
  })
  assert.is(printed, '')
})

secrecy('nor do a number, a code, or what failed', async () => {
  const printed = await consoleOf(async () => {
    const { page, look, known, sent, sandbox } = await opened()
    await page.choose('SMS')
    page.write('phone', phoneNumber)
    await page.click('send')
    look()
    known.add(sent())
    await page.click('mend')
    assert.is(page.field('phone').value, phoneNumber)
    look()
    await page.click('back')
    await page.click('back')
    sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'refusal', statusCode: 403, times: 1 })
    await page.doing(() => {
      page.write('code-input', sent())
      page.enter('code')
    })
    look()
    await page.unmount()
  })
  assert.is(printed, '')
})

secrecy('the button that opens the app navigates, and there is no link', async () => {
  const { page, enrollment } = await opened()
  await page.choose('OTP')
  await page.click('continue')
  assert.equal(page.all('a'), [])
  browser.visited.length = 0
  await page.click('open-app')
  const view = enrollment.view()
  const uri =
    view.state === 'awaitingCode' && view.challenge.factorType === 'OTP' ? reveal(view.challenge.otp.uri) : ''
  assert.match(uri, /^otpauth:/)
  assert.equal(browser.visited, [uri])
  await page.unmount()
})

secrecy('the check would see a planted one', async () => {
  const { page, known, leaks } = await opened()
  await page.doing(() => page.one('title').setAttribute('title', 'planted-secret'))
  known.add('planted-secret')
  assert.equal(leaks(), ['planted-secret'])
  await page.unmount()
})

secrecy.run()
