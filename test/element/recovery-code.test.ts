import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')
const { window } = browser

const recovery = suite('the recovery code in a page')
recovery.after(browser.close)

const atCode = async () => {
  const person = account()
  const { service, clock } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), { service, clock })
  await page.press('choice-otp')
  await page.press('request')
  await page.type('#code', person.appCode(page.text('key') ?? ''))
  assert.is(page.screen(), 'recoveryCode')
  return { ...person, ...page, code: page.text('recovery-code') ?? '' }
}

const withClipboard = (writeText: (text: string) => Promise<void>) =>
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })

recovery('is copied, and says so', async () => {
  const copied: string[] = []
  withClipboard(async (text) => void copied.push(text))
  const page = await atCode()
  await page.press('copy-recovery-code')
  assert.equal(copied, [page.code])
  assert.is(page.spoken('polite'), 'Copied')
  assert.is(page.text('copy-recovery-code'), 'Copied')
  await page.gone()
})

recovery('is selected where the browser refuses to copy', async () => {
  withClipboard(() => Promise.reject(new Error('not here')))
  const page = await atCode()
  await page.press('copy-recovery-code')
  assert.match(page.spoken('polite') ?? '', 'It is selected now')
  assert.match(String(window.getSelection()), page.code)
  await page.gone()
})

recovery('is downloaded as a file with what it is for', async () => {
  const page = await atCode()
  const files: Blob[] = []
  const made = URL.createObjectURL
  URL.createObjectURL = (file) => {
    if (file instanceof Blob) files.push(file)
    return 'blob:test'
  }
  await page.press('download')
  URL.createObjectURL = made
  const text = (await files[0]?.text()) ?? ''
  assert.match(text, page.code)
  assert.match(text, 'Recovery code for bank.example')
  await page.gone()
})

recovery('holds whoever leaves before it is saved, and nobody afterwards', async () => {
  const leave = () => {
    const event = new window.Event('beforeunload', { cancelable: true })
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  const page = await atCode()
  assert.is(leave(), true)
  await page.press('saved')
  assert.is(leave(), false)
  await page.gone()
})

const paper = (type: 'beforeprint' | 'afterprint') => {
  window.dispatchEvent(new window.Event(type))
  return browser.document.querySelector('body > pre')?.textContent ?? null
}

recovery('is what is printed, whoever asks for it, and gone from the page afterwards', async () => {
  const page = await atCode()
  let printed = 0
  Object.defineProperty(globalThis, 'print', { value: () => (printed += 1), configurable: true })
  await page.press('print')
  assert.is(printed, 1)
  const sheet = paper('beforeprint') ?? ''
  assert.match(sheet, 'Recovery code for bank.example')
  assert.match(sheet, page.code)
  assert.is(paper('afterprint'), null)
  paper('beforeprint')
  paper('beforeprint')
  assert.is(browser.document.querySelectorAll('body > pre').length, 1)
  await page.gone()
  assert.is(browser.document.querySelector('body > pre'), null)
})

recovery('is not printed once it is saved', async () => {
  const page = await atCode()
  await page.press('saved')
  assert.is(paper('beforeprint'), null)
  await page.gone()
})

recovery('is not in the page any more once it is saved', async () => {
  const page = await atCode()
  await page.press('saved')
  assert.not.match(page.root().innerHTML, page.code)
  await page.gone()
})

recovery.run()
