import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { encodeFrame, encodeHeader, inspectEnrollment } from '../../src/inspect/index.ts'
import { withRecording } from '../../src/cli/inspect/viewer-files.ts'
import { bundledViewer } from '../viewer/bundled-viewer.ts'
import { started, taken } from '../viewer/frames.ts'
import { startViewerServer, type ViewerServer } from '../viewer/viewer-server.ts'
import { startBrowser } from './element-page.ts'
import { axeFindings, visitViewer } from './viewer-visit.ts'

interface Context {
  browser: Browser
  files: Awaited<ReturnType<typeof bundledViewer>>
  server: ViewerServer
}

const at = 1_795_000_000_000
const turns = ['code.submitted', 'xstate.error.actor.enrollFactor'] as const
const framesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const [event, state] = index % 2 === 1 ? [turns[0], 'binding'] : [turns[1], 'awaitingCode']
    return index === 0
      ? started(at, 'awaitingCode', { factorType: 'OTP' })
      : taken(at + index * 1_000, event, state, { factorType: 'OTP' })
  })
const recordingOf = (count: number) => [encodeHeader(), ...framesOf(count).map(encodeFrame)].join('')

const long = suite<Context>('the viewer, of a long recording')

long.before(async (context) => {
  context.browser = await startBrowser()
  context.files = await bundledViewer()
  context.server = await startViewerServer(inspectEnrollment(), { files: context.files })
})
long.after(async ({ browser, server }) => {
  await browser.close()
  await server.close()
})

const open = async (page: Page, text: string) => {
  const buffer = Buffer.from(text)
  await page.setInputFiles('input[type=file]', { name: 'long.ndjson', mimeType: 'text/plain', buffer })
  await page.getByText('Recording long.ndjson').waitFor()
}
const current = (page: Page) => page.locator('.log [aria-current=step]')

long('says how many events are left out', async ({ browser, server }) => {
  const { page, close } = await visitViewer(browser, server.url)
  await open(page, recordingOf(5_123))
  await page.getByText('123 earlier events are left out').waitFor()
  assert.is(await page.locator('.log .entry').count(), 5_000)
  assert.is(await page.locator('.count').innerText(), '1 / 5000')
  await open(page, recordingOf(10))
  assert.ok(await page.locator('.omitted').isHidden())
  await close()
})

long('says so, too, where its server left them out', async ({ browser, files }) => {
  const header = { format: 'mfa-enrollment-recording', version: 1 } as const
  const bodies = new Map([...files].map(([name, { type, content }]) => [`/${name}`, { type, body: content }]))
  const served = withRecording(bodies, 'long.ndjson', { header, frames: framesOf(20), omitted: 7 })
  const shown = new Map([...served].map(([path, { type, body }]) => [path.slice(1), { type, content: body }]))
  const server = await startViewerServer(inspectEnrollment(), { files: shown })
  const { page, close } = await visitViewer(browser, server.url)
  await page.getByText('7 earlier events are left out').waitFor()
  await close()
  await server.close()
})

long('draws a line once, and keeps it while steps are looked at', async ({ browser, server }) => {
  const { page, close } = await visitViewer(browser, server.url)
  await open(page, recordingOf(5_000))
  await page.evaluate(() => {
    const log = document.querySelector('.log')
    const changes: string[] = []
    Reflect.set(globalThis, 'changes', changes)
    if (log !== null)
      new MutationObserver((records) => changes.push(...records.map(({ type }) => type))).observe(log, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ['tabindex'],
      })
  })
  await page.locator('[data-step=newest]').click()
  assert.is(await current(page).getAttribute('data-index'), '4999')
  await page.locator('[data-step=previous]').click()
  // Two lines a step: the one that was looked at, and the one that is.
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'changes')), Array(4).fill('attributes'))
  await close()
})

long('shows the line of the step, wherever it is, without moving the page', async ({ browser, server }) => {
  const { page, close } = await visitViewer(browser, server.url, {
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  })
  await open(page, recordingOf(5_000))
  const seen = () =>
    page.evaluate(() => {
      const list = document.querySelector('.log')?.getBoundingClientRect()
      const line = document.querySelector('.log [aria-current]')?.getBoundingClientRect()
      return (
        list !== undefined && line !== undefined && line.top >= list.top - 1 && line.bottom <= list.bottom + 1
      )
    })
  await page.locator('.playback').scrollIntoViewIfNeeded()
  const top = await page.evaluate(() => scrollY)
  for (const step of ['newest', 'previous', 'first', 'next']) {
    await page.locator(`[data-step=${step}]`).press('Enter')
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    assert.ok(await seen(), step)
  }
  assert.is(await page.evaluate(() => scrollY), top)
  await close()
})

long('is one stop for Tab, and goes from line to line by arrows', async ({ browser, server }) => {
  const { page, close } = await visitViewer(browser, server.url, { bypassCSP: true })
  await open(page, recordingOf(40))
  assert.is(await page.locator('.log button[tabindex="0"]').count(), 1)
  await current(page).focus()
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-index'))
  for (const [key, index] of [
    ['ArrowDown', '1'],
    ['ArrowDown', '2'],
    ['ArrowUp', '1'],
    ['End', '39'],
    ['Home', '0'],
  ] as const) {
    await page.keyboard.press(key)
    assert.is(await focused(), index, key)
    assert.is(await current(page).getAttribute('data-index'), index, key)
  }
  assert.equal(await axeFindings(page), [])
  await close()
})

long.run()
