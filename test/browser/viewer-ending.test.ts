import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startViewer, type RunningViewer } from '../../src/cli/inspect/start-viewer.ts'
import { createEnrollment, type Enrollment } from '../../src/index.ts'
import { inspectEnrollment, type EnrollmentInspection } from '../../src/inspect/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { bundledViewer } from '../viewer/bundled-viewer.ts'
import { startViewerServer } from '../viewer/viewer-server.ts'
import { stopClock } from './chromium.ts'
import { startBrowser } from './element-page.ts'
import { showsState } from './viewer-visit.ts'

interface Context {
  browser: Browser
  files: Parameters<typeof startViewer>[0]['files']
  inspection: EnrollmentInspection
  enrollment: Enrollment
  viewer: RunningViewer
}

const ending = suite<Context>('the viewer, when its program ends')

ending.before(async (context) => {
  context.browser = await startBrowser()
  context.files = new Map(
    [...(await bundledViewer())].map(([name, { type, content }]) => [`/${name}`, { type, body: content }]),
  )
})
ending.after(async ({ browser }) => {
  await browser.close()
})
ending.before.each(async (context) => {
  context.inspection = inspectEnrollment()
  context.enrollment = createEnrollment({
    service: createSandbox().service(),
    inspect: context.inspection.inspect,
  })
  context.viewer = await startViewer({ files: context.files, inspection: context.inspection, port: 0 })
})

/** Counts the failures that the page has dealt with: by the message, all who listened have been told. */
const counting = `
globalThis.failures = 0
globalThis.EventSource = class extends EventSource {
  constructor(address) {
    super(address)
    const after = new MessageChannel()
    after.port1.onmessage = () => { globalThis.failures += 1 }
    this.addEventListener('error', () => after.port2.postMessage(null))
  }
}`
const failed = (page: Page, times: number) =>
  page.waitForFunction((count) => Reflect.get(globalThis, 'failures') === count, times)

/** A page whose clock is the test's, and how often it asked for frames. */
const visit = async (browser: Browser, address: string, locale = 'en-US') => {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.clock.install()
  await page.addInitScript(counting)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/frames')) asked.push(request.url())
  })
  await page.goto(address)
  return { page, asked, close: () => context.close() }
}
const saying = (page: Page, text: string) => page.locator('.connection', { hasText: text }).waitFor()

for (const [locale, text, hint] of [
  ['en-US', 'Ended. What was seen stays here.', 'It has ended, and takes no more events.'],
  ['zh-CN', '已结束，已显示的内容会保留在这里。', '已结束，不再接受事件。'],
] as const) {
  ending(`says calmly that it ended, and does not ask again, ${locale}`, async (context) => {
    const { viewer, enrollment, browser } = context
    const { page, asked, close } = await visit(browser, viewer.newLink(), locale)
    await showsState(page, 'idle')
    enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
    await showsState(page, 'awaitingCode')
    enrollment.stop()
    await viewer.close()
    await saying(page, text)
    assert.is(await page.locator('.connection').getAttribute('data-is'), 'ended')
    await page.clock.runFor(120_000)
    assert.is(asked.length, 1)
    assert.is(await page.locator('.connection').innerText(), text)
    // What was seen stays, and can be looked through.
    assert.is(await page.locator('.commands .hint').innerText(), hint)
    assert.ok(await page.locator('.minute').isHidden())
    await page.locator('[data-step=first]').click()
    await showsState(page, 'idle')
    await close()
  })
}

ending('says that it ended before anything began', async ({ browser, files, enrollment, viewer }) => {
  enrollment.stop()
  await viewer.close()
  const early = await startViewer({ files, inspection: inspectEnrollment(), port: 0 })
  const { page, close } = await visit(browser, early.newLink())
  await page.getByText('No enrollment yet').waitFor()
  await early.whenOpened
  await early.close()
  await page.getByText('It ended before an enrollment began').waitFor()
  await close()
})

ending(
  'says that the connection is lost when it was cut, and asks again at growing distance',
  async (context) => {
    await context.viewer.close()
    const files = new Map(
      [...context.files].map(([name, { type, body }]) => [name.slice(1), { type, content: body }]),
    )
    const server = await startViewerServer(context.inspection, { files })
    const { page, asked, close } = await visit(context.browser, server.url)
    await showsState(page, 'idle')
    await stopClock(page)
    await server.close()
    await saying(page, 'Connection lost, trying again …')
    // Half a second, then one, two, four, and five from then on.
    await failed(page, 1)
    for (const [index, wait] of [500, 1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
      await page.clock.runFor(wait - 100)
      assert.is(asked.length, index + 1)
      await page.clock.runFor(100)
      await failed(page, index + 2)
      assert.is(asked.length, index + 2)
    }
    const { port } = server
    const back = await startViewerServer(context.inspection, { files, port })
    await page.clock.runFor(5_000)
    await saying(page, 'Live')
    context.enrollment.stop()
    await close()
    await back.close()
  },
)

ending.run()
