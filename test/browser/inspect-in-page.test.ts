// inspectInPage with @xstate/inspect's own createWindowReceiver, in Chromium: host and viewer of different origins.
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { secretsIn } from '../machines/revealed.ts'
import { secrets } from '../machines/examples.ts'
import { startBrowser } from './element-page.ts'
import { startInspectPages } from './inspect-pages.ts'
import type { Host } from './inspect-page-script.ts'
import type { Viewer } from './inspect-viewer-script.ts'

declare const host: Host
declare const viewer: Viewer
/** Of docs/inspector.md, and what it showed. */
declare const view: (
  receiver: ReturnType<Viewer['another']>,
  show: (state: { readonly value: unknown }) => void,
) => (data: { readonly type: string; readonly factorType?: string }) => void
declare const shown: readonly unknown[]

interface Given {
  browser: Browser
  context: BrowserContext
  page: Page
  pages: Awaited<ReturnType<typeof startInspectPages>>
  complaints: string[]
  requests: Set<string>
}

const inPage = suite<Given>('inspectInPage')
inPage.before(async (given) => {
  given.browser = await startBrowser()
  given.pages = await startInspectPages()
})
inPage.after(async ({ browser, pages }) => {
  await browser.close()
  await pages.close()
})
inPage.before.each(async (given) => {
  given.complaints = []
  given.requests = new Set()
  given.context = await given.browser.newContext()
  given.context.setDefaultTimeout(10_000)
  given.context.on('request', (request) => given.requests.add(new URL(request.url()).origin))
  given.context.on('weberror', (error) => given.complaints.push(error.error().message))
  given.context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') given.complaints.push(message.text())
  })
  given.page = await given.context.newPage()
  await given.page.goto(given.pages.host)
})
inPage.after.each(({ context }) => context.close())

const openIn = {
  iframe: async ({ page, pages }: Given): Promise<Frame> => {
    await page.evaluate((url) => host.inspect(url, 'iframe'), pages.viewer)
    const frame = page.frame('viewer')
    if (frame === null) throw new Error('There is no iframe')
    await frame.waitForFunction(() => 'viewer' in globalThis && viewer.sessionId() !== '')
    return frame
  },
  popup: async ({ page, pages }: Given): Promise<Frame> => {
    const opened = page.waitForEvent('popup')
    await page.evaluate((url) => host.inspect(url, 'popup'), pages.viewer)
    const frame = (await opened).mainFrame()
    await frame.waitForFunction(() => 'viewer' in globalThis && viewer.sessionId() !== '')
    return frame
  },
}

const reaches = (frame: Frame, value: string) =>
  frame.waitForFunction((wanted) => viewer.states.at(-1)?.value === wanted, value)

for (const where of ['iframe', 'popup'] as const) {
  inPage(
    `a viewer in ${where === 'iframe' ? 'an iframe' : 'a pop-up window'} follows an enrollment and moves it`,
    async (given) => {
      const { page, complaints, requests, pages } = given
      const frame = await openIn[where](given)
      await frame.evaluate(() => viewer.send({ type: 'factor.chosen', factorType: 'OTP' }))
      await reaches(frame, 'awaitingCode')
      await frame.evaluate((passCode) => viewer.send({ type: 'code.submitted', passCode }), secrets.passCode)
      await reaches(frame, 'savingRecoveryCode')
      await page.evaluate(() => host.send({ type: 'recoveryCode.saved' }))
      await reaches(frame, 'done')
      await frame.waitForFunction(() => viewer.stops() === 1)

      const seen = await frame.evaluate(() => viewer.states.map(({ value }) => value))
      assert.equal(seen, await page.evaluate(() => host.states))
      assert.equal(seen, ['idle', 'requesting', 'awaitingCode', 'binding', 'savingRecoveryCode', 'done'])
      assert.is(await frame.evaluate(() => viewer.states.at(-1)?.done), true)
      assert.equal(secretsIn(await frame.evaluate(() => viewer.raw.join('\n'))), [])
      assert.is(await page.evaluate(() => '__xstate__' in globalThis), false)
      assert.equal(complaints, [])
      const origins = [pages.host, pages.viewer, pages.stranger].map((url) => new URL(url).origin)
      assert.equal(
        [...requests].filter((origin) => !origins.includes(origin)),
        [],
      )
    },
  )
}

inPage('a viewer that is loaded anew sees where the enrollment stands', async (given) => {
  const frame = await openIn.iframe(given)
  await frame.evaluate(() => viewer.send({ type: 'factor.chosen', factorType: 'OTP' }))
  await reaches(frame, 'awaitingCode')
  await frame.goto(given.pages.viewer)
  await reaches(frame, 'awaitingCode')
  assert.equal(await frame.evaluate(() => viewer.states.map(({ value }) => value)), ['awaitingCode'])
})

inPage('no other window is heard, and nothing that it says reaches the viewer', async (given) => {
  const { page } = given
  const frame = await openIn.iframe(given)
  const before = await frame.evaluate(() => viewer.raw.length)
  const sessionId = await frame.evaluate(() => viewer.sessionId())
  const data = { type: 'factor.chosen', factorType: 'OTP' }
  const event = JSON.stringify({
    name: data.type,
    data,
    $$type: 'scxml',
    type: 'external',
    origin: sessionId,
  })
  const messages = [
    { type: 'xstate.event', event },
    { type: 'service.event', event, sessionId },
    { type: 'service.stop', sessionId },
    { type: 'xstate.inspecting' },
    { type: 'disconnect' },
    { type: 'unload' },
  ]
  // A stranger inside the page, and whatever else runs in the page itself.
  const windows = [page.frame('stranger'), page.mainFrame()]
  for (const window of windows) {
    await window?.evaluate((all) => {
      for (const message of all) top?.postMessage(message, '*')
    }, messages)
  }
  await frame.evaluate(() => viewer.send({ type: 'enrollment.restarted' }))
  await page.waitForFunction(() => host.refused.length > 0)
  assert.equal(await page.evaluate(() => host.refused), ['notNow'])
  assert.equal(await page.evaluate(() => host.states), ['idle'])
  assert.is(await frame.evaluate(() => viewer.raw.length), before)
})

inPage('a viewer that has become a page of another origin is not heard, and told nothing', async (given) => {
  const { page, pages } = given
  const frame = await openIn.iframe(given)
  const sessionId = await frame.evaluate(() => viewer.sessionId())
  await frame.goto(pages.stranger)
  await frame.evaluate((origin) => {
    const heard: unknown[] = []
    window.addEventListener('message', ({ data }) => heard.push(data))
    const data = { type: 'factor.chosen', factorType: 'OTP' }
    top?.postMessage({ type: 'xstate.inspecting' }, '*')
    top?.postMessage({ type: 'xstate.event', event: JSON.stringify({ data, origin }) }, '*')
    Object.assign(globalThis, { heard })
  }, sessionId)
  await page.evaluate(() => host.send({ type: 'enrollment.cancelled' }))
  await page.waitForFunction(() => host.states.length > 1)
  assert.equal(await page.evaluate(() => host.states), ['idle', 'cancelled'])
  assert.equal(await frame.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard), [])
})

inPage('forged answers from the viewer itself are refused', async (given) => {
  const { page } = given
  const frame = await openIn.iframe(given)
  const before = await frame.evaluate(() => viewer.raw.length)
  await frame.evaluate(() => {
    for (const type of ['xstate.done.actor.enrollFactor', 'done.invoke.enrollFactor', 'error.platform.x'])
      viewer.send({ type })
  })
  await page.waitForFunction(() => host.refused.length === 3)
  assert.equal(await page.evaluate(() => host.refused), ['notACommand', 'notACommand', 'notACommand'])
  assert.is(await frame.evaluate(() => viewer.raw.length), before)
})

inPage('an event for no enrollment that is shown is told to the host, and to nobody else', async (given) => {
  const { page } = given
  const frame = await openIn.iframe(given)
  const before = await frame.evaluate(() => viewer.raw.length)
  await frame.evaluate(() => {
    for (const origin of ['another#1', '', null, 7])
      viewer.send({ type: 'factor.chosen', factorType: 'OTP' }, origin)
  })
  await page.waitForFunction(() => host.refused.length === 4)
  assert.equal(await page.evaluate(() => host.refused), Array(4).fill('unknownEnrollment'))
  assert.equal(await page.evaluate(() => host.states), ['idle'])
  assert.is(await frame.evaluate(() => viewer.raw.length), before)
})

inPage('a viewer that sends as docs/inspector.md shows moves the enrollment', async (given) => {
  const [, source = ''] =
    /```js\n(\/\/ view\.js[^]*?)```/.exec(readFileSync('docs/inspector.md', 'utf8')) ?? []
  const frame = await openIn.iframe(given)
  await frame.addScriptTag({ type: 'module', content: `${source}; Object.assign(globalThis, { view })` })
  await frame.evaluate(() => {
    const seen: unknown[] = []
    const send = view(viewer.another(), ({ value }) => {
      // Only then it knows for which enrollment it sends.
      if (seen.push(value) === 1) send({ type: 'factor.chosen', factorType: 'OTP' })
    })
    Object.assign(globalThis, { shown: seen })
  })
  await reaches(frame, 'awaitingCode')
  assert.equal(await frame.evaluate(() => shown), ['idle', 'requesting', 'awaitingCode'])
})

inPage('closed, it takes the enrollment out and hears the viewer no more', async (given) => {
  const { page } = given
  const frame = await openIn.iframe(given)
  await page.evaluate(() => host.close())
  await frame.waitForFunction(() => viewer.stops() === 1)
  await frame.evaluate(() => viewer.send({ type: 'factor.chosen', factorType: 'OTP' }))
  // A message sent later arrives later.
  await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  assert.equal(await page.evaluate(() => host.states), ['idle'])
  assert.equal(given.complaints, [])
})

inPage('an address without an origin, and a pop-up that is blocked, are said so', async ({ page }) => {
  assert.match(
    await page.evaluate(() => host.failure('data:text/html,x')),
    /^TypeError: The viewer needs an address/,
  )
  assert.match(
    await page.evaluate(() => host.failure('about:blank')),
    /^TypeError: The viewer needs an address/,
  )
  const blocked = await page.evaluate(() => {
    window.open = () => null
    return host.failure('/viewer')
  })
  assert.match(blocked, /no pop-up window open: call inspectInPage from a click/)
})

inPage.run()
