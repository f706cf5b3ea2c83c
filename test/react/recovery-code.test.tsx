import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const recovery = suite('the recovery code in a React page')
recovery.after(browser.close)

const opened = async () => {
  const { service, clock, appCode } = account()
  const page = await mount(<EnrollmentFlow source={{ service, clock }} choices={['OTP']} issuer="Acme" />)
  await page.choose('OTP')
  await page.click('continue')
  await page.type('code-input', appCode(page.text('manual-key')))
  const leave = () => {
    const event = new browser.window.Event('beforeunload', { cancelable: true })
    browser.window.dispatchEvent(event)
    return event.defaultPrevented
  }
  return { page, leave, code: page.text('recovery-code') }
}

const clipboard = (writeText: (text: string) => Promise<void>) =>
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })

recovery('can be copied, and says so', async () => {
  const { page, code } = await opened()
  const copied: string[] = []
  clipboard(async (text) => {
    copied.push(text)
  })
  await page.click('copy')
  assert.equal(copied, [code])
  assert.is(page.text('copy-outcome'), 'Copied')
  await page.unmount()
})

recovery('is selected where the clipboard is refused, to be copied by hand', async () => {
  const { page, code } = await opened()
  clipboard(() => Promise.reject(new Error('NotAllowedError')))
  await page.click('copy')
  assert.match(page.text('copy-outcome'), 'copy it by hand')
  assert.is(browser.window.getSelection()?.toString().trim(), code)
  await page.unmount()
})

recovery('can be downloaded as a text file that says whose it is', async () => {
  const { page, code } = await opened()
  const blobs: Blob[] = []
  const { createObjectURL, revokeObjectURL } = URL
  const { HTMLAnchorElement } = browser.window
  const { click } = HTMLAnchorElement.prototype
  const files: string[] = []
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) blobs.push(blob)
    return 'blob:one'
  }
  HTMLAnchorElement.prototype.click = function remember() {
    files.push(`${this.download} ${this.href}`)
  }
  const { setTimeout: real } = globalThis
  const later: (() => void)[] = []
  Object.assign(globalThis, { setTimeout: (run: () => void) => later.push(run) })
  const revoked: string[] = []
  URL.revokeObjectURL = (url) => revoked.push(url)
  try {
    page.clickOn('download')
  } finally {
    Object.assign(globalThis, { setTimeout: real })
  }
  for (const run of later) run()
  HTMLAnchorElement.prototype.click = click
  Object.assign(URL, { createObjectURL, revokeObjectURL })
  assert.equal(files, ['recovery-code.txt blob:one'])
  assert.equal(revoked, ['blob:one'])
  const text = await blobs[0]?.text()
  assert.match(text ?? '', 'Recovery code for Acme, 2023-11-14')
  assert.ok(text?.endsWith(`\n\n${code}\n`))
  await page.unmount()
})

recovery('can be printed', async () => {
  const { page } = await opened()
  browser.printed.length = 0
  await page.click('print')
  assert.equal(browser.printed, ['page'])
  await page.unmount()
})

recovery('goes on only after "I saved it", by button or by Enter', async () => {
  const { page } = await opened()
  assert.ok(page.one('continue').hasAttribute('aria-disabled'))
  await page.doing(() => page.enter('recovery'))
  assert.is(page.state(), 'savingRecoveryCode')
  await page.doing(() => {
    const box = page.container.querySelector('input[type=checkbox]')
    if (box instanceof browser.window.HTMLElement) box.click()
  })
  await page.doing(() => page.enter('recovery'))
  assert.is(page.state(), 'done')
  await page.unmount()
})

recovery('leaving the page warns while it is shown, and only then', async () => {
  const { page, leave } = await opened()
  assert.ok(leave())
  await page.doing(() => {
    const box = page.container.querySelector('input[type=checkbox]')
    if (box instanceof browser.window.HTMLElement) box.click()
  })
  await page.click('continue')
  assert.not(leave())
  await page.unmount()

  const again = await opened()
  await again.page.unmount()
  assert.not(again.leave())
})

recovery('cannot be cancelled away', async () => {
  const { page } = await opened()
  assert.is(page.part('cancel'), null)
  await page.unmount()
})

recovery.run()
