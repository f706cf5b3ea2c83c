import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { createEnrollment } from '../../src/index.ts'
import { inspectEnrollment } from '../../src/inspect/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { bundledViewer, type ViewerFile } from '../viewer/bundled-viewer.ts'
import { startViewerServer, type ViewerServer } from '../viewer/viewer-server.ts'
import { startBrowser } from './element-page.ts'
import { axeFindings, showsState, visitViewer } from './viewer-visit.ts'

interface Context {
  browser: Browser
  files: ReadonlyMap<string, ViewerFile>
  sandbox: ReturnType<typeof createSandbox>
  inspection: ReturnType<typeof inspectEnrollment>
  server: ViewerServer
}

const viewer = suite<Context>('the viewer, live')

viewer.before(async (context) => {
  context.files = await bundledViewer()
  context.browser = await startBrowser()
})
viewer.after(async ({ browser }) => {
  await browser.close()
})
viewer.before.each(async (context) => {
  context.sandbox = createSandbox()
  context.inspection = inspectEnrollment()
  context.server = await startViewerServer(context.inspection, { files: context.files })
})
viewer.after.each(async ({ server }) => {
  await server.close()
})

const begun = ({ sandbox, inspection }: Context) =>
  createEnrollment({ service: sandbox.service(), inspect: inspection.inspect })
const number = '13800138000'
const command = (type: string) => `[data-command="${type}"]`

viewer(
  'follows a whole enrollment that is led from the page, and nothing leaves the machine',
  async (context) => {
    const { page, complaints, strayed, close } = await visitViewer(context.browser, context.server.url)
    await page.getByText('No enrollment yet').waitFor()
    const enrollment = begun(context)
    await showsState(page, 'idle')

    await page.selectOption('[name=factor]', 'SMS')
    await page.fill('[name=phone]', number)
    await page.click(command('factor.chosen'))
    await showsState(page, 'awaitingCode')
    assert.is(enrollment.view().state, 'awaitingCode')
    await page.locator('.minute .seconds').waitFor()
    assert.match(await page.locator('.minute .seconds').innerText(), /^(?:60|5\d)$/)
    assert.is(await page.locator('[data-state="enrollment.awaitingCode"].timed').count(), 1)
    assert.is(
      await page.locator('.line.taken').getAttribute('data-line'),
      'enrollment.requesting>enrollment.awaitingCode',
    )

    await page.fill('[name=code]', '12')
    await page.click(command('code.submitted'))
    await page.locator('.outcome.refusal', { hasText: 'a code has 4 to 8 digits' }).waitFor()
    assert.is(await page.locator('.log .refused').count(), 1)

    const code = context.sandbox.outbox.at(-1)?.code ?? ''
    await page.fill('[name=code]', code)
    await page.press('[name=code]', 'Enter')
    await showsState(page, 'done')
    assert.is(enrollment.view().state, 'done')
    assert.equal(await page.locator('.log .event').allInnerTexts(), [
      'enrollment.started',
      'factor.chosen',
      'sendEnrollFactorRequest done',
      'code.submitted',
      'code.submitted',
      'enrollFactor done',
      'enrollment.stopped',
    ])
    const shown = await page.content()
    assert.not.ok(shown.includes(number))
    assert.not.ok(shown.includes(code))
    assert.equal(complaints, [])
    assert.equal(strayed, [])
    await close()
  },
)

viewer('says which enrollment is looked at, and lets another be chosen', async (context) => {
  const [first, second] = [begun(context), begun(context)]
  first.send({ type: 'factor.chosen', factorType: 'OTP' })
  const { page, close } = await visitViewer(context.browser, context.server.url)
  await page.selectOption('.picker', first.id)
  await showsState(page, 'awaitingCode')
  await page.selectOption('.picker', second.id)
  await showsState(page, 'idle')
  for (const enrollment of [first, second]) enrollment.stop()
  await close()
})

viewer('connects again when the server comes back, and writes nothing twice', async (context) => {
  const enrollment = begun(context)
  const { page, close } = await visitViewer(context.browser, context.server.url)
  await showsState(page, 'idle')
  const { port } = context.server
  await context.server.close()
  await page.locator('.connection[data-is=lost]').waitFor()
  context.server = await startViewerServer(context.inspection, { files: context.files, port })
  await page.locator('.connection[data-is=live]').waitFor()
  assert.is(await page.locator('.log button').count(), 1)
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await showsState(page, 'awaitingCode')
  enrollment.stop()
  await close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  viewer(`has nothing that axe finds, ${colorScheme}`, async (context) => {
    const enrollment = begun(context)
    enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
    const options = { colorScheme, reducedMotion: 'reduce' as const, bypassCSP: true }
    const { page, close } = await visitViewer(context.browser, context.server.url, options)
    await showsState(page, 'awaitingCode')
    assert.equal(await axeFindings(page), [])
    await page.locator('.switch').click()
    await page.locator('.machine[data-detail=full]').waitFor()
    assert.equal(await axeFindings(page), [])
    enrollment.stop()
    await close()
  })
}

viewer('fits a page of 320 px, in Chinese, without a way to scroll sideways', async (context) => {
  const enrollment = begun(context)
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  const options = { viewport: { width: 320, height: 640 }, locale: 'zh-CN', bypassCSP: true }
  const { page, close } = await visitViewer(context.browser, context.server.url, options)
  await showsState(page, 'awaitingCode')
  assert.is(await page.evaluate(() => document.documentElement.scrollWidth), 320)
  assert.is(await page.getAttribute('html', 'lang'), 'zh-CN')
  assert.equal(await axeFindings(page), [])
  enrollment.stop()
  await close()
})

viewer('zooms and moves by keyboard, and shows everything again', async (context) => {
  const enrollment = begun(context)
  const { page, close } = await visitViewer(context.browser, context.server.url)
  await showsState(page, 'idle')
  const box = () => page.getAttribute('.machine', 'viewBox')
  const all = await box()
  await page.focus('.canvas')
  await page.keyboard.press('+')
  const closer = await box()
  await page.keyboard.press('ArrowRight')
  const moved = await box()
  assert.is(new Set([all, closer, moved]).size, 3)
  await page.keyboard.press('0')
  assert.is(await box(), all)
  enrollment.stop()
  await close()
})

viewer.run()
