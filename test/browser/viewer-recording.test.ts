import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { createEnrollment, settledView } from '../../src/index.ts'
import {
  encodeFrame,
  encodeHeader,
  inspectEnrollment,
  type InspectionFrame,
} from '../../src/inspect/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { testClock } from '../live/live-enrollment.ts'
import { bundledViewer } from '../viewer/bundled-viewer.ts'
import { startViewerServer, type ViewerServer } from '../viewer/viewer-server.ts'
import { startBrowser } from './element-page.ts'
import { showsState, visitViewer } from './viewer-visit.ts'

/** An enrollment whose minute ran out, as `--record` writes it. */
const recorded = async (): Promise<string> => {
  const clock = testClock()
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({ now: clock.now, onFrame: (frame) => frames.push(frame) })
  const enrollment = createEnrollment({
    service: createSandbox({ clock }).service(),
    clock,
    inspect: inspection.inspect,
  })
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await settledView(enrollment)
  clock.advance(60_000)
  enrollment.stop()
  return [encodeHeader(), ...frames.map(encodeFrame)].join('')
}

const viewer = suite<{ browser: Browser; server: ViewerServer; recording: string }>(
  'the viewer, of a recording',
)

viewer.before(async (context) => {
  context.browser = await startBrowser()
  context.recording = await recorded()
  context.server = await startViewerServer(inspectEnrollment())
})
viewer.after(async ({ browser, server }) => {
  await browser.close()
  await server.close()
})

const open = (page: Page, text: string) =>
  page.setInputFiles('input[type=file]', {
    name: 'enrollment.jsonl',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  })

viewer('replays step by step by keyboard, the minute as it was', async ({ browser, server, recording }) => {
  const { page, complaints, strayed, close } = await visitViewer(browser, server.url)
  await open(page, recording)
  await showsState(page, 'idle')
  await page.getByText('Recording enrollment.jsonl').waitFor()
  await page.getByText('A recording takes no events.').waitFor()
  await page.keyboard.press('ArrowRight')
  await showsState(page, 'requesting')
  await page.keyboard.press('ArrowRight')
  await showsState(page, 'awaitingCode')
  assert.is(await page.locator('.minute .seconds').innerText(), '60')
  await page.keyboard.press('ArrowRight')
  await showsState(page, 'expired')
  assert.ok(await page.locator('.minute').isHidden())
  await page.keyboard.press('Home')
  await showsState(page, 'idle')

  // Played to its end, by the button that says so.
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('20')
  await page.getByRole('button', { name: 'Play' }).press('Enter')
  await showsState(page, 'expired')
  await page.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('Home')
  await showsState(page, 'idle')
  assert.equal(complaints, [])
  assert.equal(strayed, [])
  await page.getByRole('button', { name: 'Back to live' }).click()
  await page.getByText('No enrollment yet').waitFor()
  await close()
})

viewer('is opened by dropping its file, too', async ({ browser, server, recording }) => {
  const { page, close } = await visitViewer(browser, server.url)
  await page.evaluate((text) => {
    const files = new DataTransfer()
    files.items.add(new File([text], 'dropped.jsonl'))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }),
    )
  }, recording)
  await page.getByText('Recording dropped.jsonl').waitFor()
  await close()
})

viewer(
  'says what is wrong with another file, and a line that broke off',
  async ({ browser, server, recording }) => {
    const { page, close } = await visitViewer(browser, server.url)
    await open(page, '<script>alert(1)</script>')
    await page.locator('.notice', { hasText: 'no recording' }).waitFor()
    await open(page, recording.slice(0, -20))
    await page.locator('.notice', { hasText: 'broke off' }).waitFor()
    await close()
  },
)

viewer(
  'begins with the recording that its server names, and asks for no frames',
  async ({ browser, recording }) => {
    const files = new Map(await bundledViewer())
    const page = new TextDecoder().decode(files.get('index.html')?.content)
    const marked = page.replace('<html', '<html data-channel="none" data-recording="of support.jsonl"')
    const encoded = (type: string, text: string) => ({ type, content: new TextEncoder().encode(text) })
    files.set('index.html', encoded('text/html', marked))
    files.set('recording', encoded('application/x-ndjson', recording))
    const server = await startViewerServer(inspectEnrollment(), { files })
    const visit = await visitViewer(browser, server.url)
    await visit.page.getByText('Recording of support.jsonl').waitFor()
    await showsState(visit.page, 'idle')
    assert.is(await visit.page.getByRole('button', { name: 'Back to live' }).count(), 0)
    const asked = await visit.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    assert.not.ok(asked.some((name) => name.endsWith('/frames')))
    assert.equal(visit.complaints, [])
    await visit.close()
    await server.close()
  },
)

viewer.run()
