import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { createEnrollment, type Enrollment } from '../../src/index.ts'
import { inspectEnrollment } from '../../src/inspect/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { bundledViewer } from '../viewer/bundled-viewer.ts'
import { startViewerServer, type ViewerServer } from '../viewer/viewer-server.ts'
import { startBrowser } from './element-page.ts'
import { showsState, visitViewer } from './viewer-visit.ts'

interface Context {
  browser: Browser
  server: ViewerServer
  enrollment: Enrollment
}

const email = 'm@authentication-and-enrollment.engineering.subsidiary.example.com'
const masked = 'm***@authentication-and-enrollment.engineering.subsidiary.example.com'

const layout = suite<Context>('the viewer, where there is much to say')

layout.before(async (context) => {
  context.browser = await startBrowser()
  const inspection = inspectEnrollment()
  context.server = await startViewerServer(inspection, { files: await bundledViewer() })
  context.enrollment = createEnrollment({
    service: createSandbox({ wrongCodeBudget: 5 }).service(),
    inspect: inspection.inspect,
  })
})
layout.after(async ({ browser, server, enrollment }) => {
  enrollment.stop()
  await browser.close()
  await server.close()
})

/** A wrong code for a long address, seen from its beginning. */
const visit = async ({ browser, server, enrollment }: Context, width: number, height: number) => {
  const visited = await visitViewer(browser, server.url, {
    viewport: { width, height },
    reducedMotion: 'reduce',
  })
  if (enrollment.view().state === 'idle') {
    enrollment.send({ type: 'factor.chosen', factorType: 'EMAIL', profile: { email } })
    await showsState(visited.page, 'awaitingCode')
    enrollment.send({ type: 'code.submitted', passCode: '000000' })
  }
  await visited.page.locator('.state-error', { hasText: 'wrongCode' }).waitFor()
  return visited
}

const apart = [
  ['.state-part', '.commands-part'],
  ['.where', '.minute'],
  ['.caption', '.canvas'],
  ['.tools', '.canvas'],
  ['.caption', '.tools'],
  ['.legend', '.canvas'],
] as const
const within = [
  ['.state-name', '.state-part'],
  ['.state-note', '.where'],
  ['.destination', '.where'],
  ['.state-error', '.state-part'],
] as const

/** Pairs of parts that lie on each other, and parts that stick out of the one around them, by selector. */
const collisions = async (page: Page): Promise<readonly string[]> => {
  const boxOf = (selector: string) =>
    page.evaluate((which) => {
      const { left, top, right, bottom } = document.querySelector(which)?.getBoundingClientRect() ?? {}
      return { left: left ?? Number.NaN, top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0 }
    }, selector)
  const found: string[] = []
  for (const [one, other] of apart) {
    const [a, b] = [await boxOf(one), await boxOf(other)]
    assert.ok(Number.isFinite(a.left + b.left), `${one} ${other}`)
    const acrossMeets = a.left < b.right - 1 && b.left < a.right - 1
    if (acrossMeets && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push(`${one} on ${other}`)
  }
  for (const [one, around] of within) {
    const [a, b] = [await boxOf(one), await boxOf(around)]
    assert.ok(Number.isFinite(a.left + b.left), `${one} ${around}`)
    if (a.left < b.left - 1 || a.right > b.right + 1 || a.bottom > b.bottom + 1)
      found.push(`${one} out of ${around}`)
  }
  return found
}

for (const [width, height] of [
  [390, 844],
  [630, 750],
  [930, 930],
  [1280, 800],
  [1440, 900],
  [1920, 1080],
] as const) {
  layout(`nothing lies on anything else at ${width} px`, async (context) => {
    const { page, close } = await visit(context, width, height)
    assert.equal(await collisions(page), [])
    await page.locator('.switch').click()
    await page.locator('.machine[data-detail=full]').waitFor()
    assert.equal(await collisions(page), [])
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width)
    await close()
  })
}

layout('an address that is cut is there as a whole, for a pointer and a screen reader', async (context) => {
  const { page, close } = await visit(context, 1280, 800)
  const destination = page.locator('.destination')
  assert.ok(await destination.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth))
  assert.is(await destination.getAttribute('title'), masked)
  assert.is(await destination.textContent(), masked)
  await close()
})

for (const [width, height] of [
  [630, 750],
  [1440, 900],
] as const) {
  layout(
    `steps stand in one row, and names of events break between words, at ${width} px`,
    async (context) => {
      const { page, close } = await visit(context, width, height)
      const middles = await page
        .locator('.playback > *')
        .evaluateAll((all) =>
          all
            .map((each) => each.getBoundingClientRect())
            .map(({ top, bottom }) => Math.round((top + bottom) / 2)),
        )
      assert.ok(Math.max(...middles) - Math.min(...middles) <= 3, middles.join())
      const broken = await page.locator('.log .event').evaluateAll((names) =>
        names.flatMap((name) =>
          [...name.childNodes].flatMap((node) =>
            [...(node.textContent ?? '').matchAll(/\S+/g)].filter(({ 0: word, index }) => {
              const range = document.createRange()
              range.setStart(node, index)
              range.setEnd(node, index + word.length)
              return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1
            }),
          ),
        ),
      )
      assert.equal(broken, [])
      await close()
    },
  )
}

layout('who comes late has joined', async (context) => {
  const { page, close } = await visit(context, 1440, 900)
  await page.reload()
  await page.locator('.log .event').first().waitFor()
  assert.equal(await page.locator('.log .event').allInnerTexts(), ['joined'])
  assert.is(await page.locator('.caption-event').innerText(), 'joined')
  await close()
})

layout.run()
