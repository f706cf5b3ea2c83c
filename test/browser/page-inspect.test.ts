import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Frame, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { part, screenOf } from './element-page.ts'
import { axeFindings, keptTexts, tooWideOrSmall } from './page-checks.ts'
import { boundOf, control, visitPage, type PageVisitOptions } from './page-visit.ts'

const inspect = suite<{ browser: Browser }>('the machine beside the page')

inspect.before(async (context) => {
  context.browser = await startBrowser()
})
inspect.after(async ({ browser }) => {
  await browser.close()
})

const wide = { viewport: { width: 1440, height: 900 } }

const visit = async (browser: Browser, options: PageVisitOptions = {}) => {
  const visited = await visitPage(browser, { ...wide, ...options, inspect: true })
  const { page } = visited
  const viewer = page.frameLocator('.machine iframe')
  const isIn = (state: string) =>
    viewer.locator('.state-name', { hasText: new RegExp(`^${state.replace('.', '\\.')}$`) }).waitFor()
  const sends = (command: string) => viewer.locator(`[data-command="${command}"]`).click()
  return { ...visited, viewer, isIn, sends }
}

/** The frame as a page of its own. */
const frameOf = (page: Page): Frame => {
  const frame = page.frames().find((one) => one.url().includes('/viewer/'))
  if (frame === undefined) throw new Error('The page has no frame with the viewer')
  return frame
}

const appCode = async (page: Page): Promise<string> =>
  (await page.locator('.otp-code').first().innerText()).replaceAll(/\s/g, '')

inspect('follows an enrollment of the page, in every state, and misses nothing', async ({ browser }) => {
  const { page, viewer, isIn, hosts, site, complaints, close } = await visit(browser)
  await viewer.locator('.connection[data-is=live]').waitFor()
  await isIn('idle')
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await isIn('awaitingCode')
  await viewer.locator('[data-state="enrollment.awaitingCode"].innermost').waitFor()
  await page.locator('#scan').click()
  await page.locator('.otp-code').waitFor()
  await page.locator('#code').fill(await appCode(page))
  await isIn('savingRecoveryCode')
  await part(page, 'saved').click()
  await isIn('done')
  assert.equal(await viewer.locator('.log .event').allInnerTexts(), [
    'enrollment.started',
    'factor.chosen',
    'sendEnrollFactorRequest done',
    'code.submitted',
    'enrollFactor done',
    'recoveryCode.saved',
    'enrollment.stopped',
  ])
  assert.equal(boundOf(site), ['OTP'])
  assert.equal([...hosts], [new URL(site.origin).host])
  assert.equal(complaints, [])
  await close()
})

inspect('an event that is sent from it moves the page, up to the end', async ({ browser }) => {
  const { page, viewer, isIn, sends, site, complaints, close } = await visit(browser)
  await isIn('idle')
  await sends('factor.chosen')
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#scan').click()
  await page.locator('.otp-code').waitFor()
  await viewer.locator('[name=code]').fill('1')
  await sends('code.submitted')
  await viewer.locator('.outcome.refusal').waitFor()
  assert.equal(boundOf(site), [])
  await viewer.locator('[name=code]').fill(await appCode(page))
  await sends('code.submitted')
  await screenOf(page, 'recoveryCode').waitFor()
  await sends('recoveryCode.saved')
  await screenOf(page, 'done').waitFor()
  assert.equal(boundOf(site), ['OTP'])
  assert.equal(complaints, [])
  await close()
})

inspect(
  'what the page makes next is shown next: a minute skipped, a person afresh, a reload',
  async (context) => {
    const { page, viewer, isIn, complaints, close } = await visit(context.browser)
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await isIn('awaitingCode')
    await control(page, 'minute').click()
    await isIn('expired')
    await page.getByText('Fresh account').click()
    await isIn('idle')
    assert.is(await viewer.locator('.picker option').count(), 2)
    await part(page, 'choice-sms').click()
    await page.locator('#phone').fill('+86 188 0000 0000')
    await part(page, 'request').click()
    await isIn('awaitingCode')
    await page.reload()
    await isIn('expired')
    // Whether the minute was found to be over before the viewer had loaded, is chance.
    assert.match(await viewer.locator('.log .event').first().innerText(), /^(?:enrollment\.started|joined)$/)
    assert.equal(complaints, [])
    await close()
  },
)

inspect('no secret and no whole address is in the frame, or in what the two say', async ({ browser }) => {
  const { page, isIn, site, complaints, close } = await visit(browser)
  // In both of them, before anything of theirs runs.
  await page.addInitScript(() => {
    const heard: string[] = []
    Reflect.set(globalThis, 'heard', heard)
    addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)))
  })
  await page.reload()
  await isIn('idle')
  const seen = new Set<string>()
  const heardIn = (frame: Frame) => frame.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'heard')))
  const look = async () => {
    for (const text of await page.locator('[data-secret]').allInnerTexts())
      seen.add(text.replaceAll(/\s/g, ''))
    for (const text of await page.locator('.otp-code').allInnerTexts()) seen.add(text.replaceAll(/\s/g, ''))
    for (const { code } of site.playground.sandbox.outbox) seen.add(code)
    const frame = frameOf(page)
    const shown = await frame.evaluate(() => document.documentElement.outerHTML)
    const heard = [await heardIn(frame), await heardIn(page.mainFrame())].join('\n')
    assert.match(heard, 'event.taken')
    const inFrame = `${shown}\n${heard}`.replaceAll(/\s/g, '')
    const kept = (await keptTexts(page)).replaceAll(/\s/g, '')
    for (const secret of [...seen, '18800000000', 'mina.park@'])
      assert.not.ok(inFrame.includes(secret), secret)
    for (const secret of seen) assert.not.ok(kept.includes(secret), secret)
    assert.not.match(inFrame, /eyJ[\w-]{10}|otpauth:/)
  }
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await isIn('awaitingCode')
  await page.locator('#scan').click()
  await page.locator('.otp-code').waitFor()
  await look()
  await page.locator('#code').fill(await appCode(page))
  await isIn('savingRecoveryCode')
  await look()
  await part(page, 'saved').click()
  await screenOf(page, 'done').waitFor()
  await part(page, 'close').click()
  // The list has the new factor, so the choices below it stay where they are.
  await part(page, 'remove').waitFor()
  await part(page, 'choice-sms').click()
  await page.locator('#phone').fill('+86 188 0000 0000')
  await part(page, 'request').click()
  await isIn('awaitingCode')
  await look()
  // A key, a code or two of it, a recovery code and a sent code.
  assert.ok(seen.size >= 4, `${seen.size} secrets seen`)
  assert.equal(complaints, [])
  await close()
})

inspect(
  'has the language and the colours that the page has, and "Back" leads past it',
  async ({ browser }) => {
    const { page, viewer, isIn, close } = await visit(browser, { colorScheme: 'light' })
    await isIn('idle')
    const background = () => frameOf(page).evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()
    const steps = await page.evaluate(() => history.length)
    await page.getByRole('button', { name: '中文' }).click()
    await viewer.locator('html[lang=zh-CN]').waitFor()
    await isIn('idle')
    await page.getByRole('button', { name: '深色' }).click()
    await viewer.locator('html[data-theme=dark]').waitFor()
    assert.is.not(await background(), light)
    await page.reload()
    await viewer.locator('html[lang=zh-CN][data-theme=dark]').waitFor()
    await page.getByRole('button', { name: '跟随系统' }).click()
    await viewer.locator('html:not([data-theme])').waitFor()
    assert.is(await background(), light)
    assert.is(await page.evaluate(() => history.length), steps)
    await close()
  },
)

inspect('a button puts it away, and it goes on listening', async ({ browser }) => {
  const { page, viewer, isIn, complaints, close } = await visit(browser)
  const button = page.getByRole('button', { name: 'The machine' })
  assert.is(await button.getAttribute('aria-pressed'), 'true')
  await isIn('idle')
  await button.click()
  assert.is(await button.getAttribute('aria-pressed'), 'false')
  assert.not.ok(await page.locator('.machine').isVisible())
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await button.click()
  await isIn('awaitingCode')
  assert.is(await viewer.locator('.log .event').count(), 3)
  assert.equal(complaints, [])
  await close()
})

inspect('on a phone it is another view', async ({ browser }) => {
  const phone = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }
  const { page, isIn, complaints, close } = await visit(browser, phone)
  assert.not.ok(await page.locator('.machine').isVisible())
  await page.locator('.view-switch').getByRole('button', { name: 'Machine' }).click()
  await isIn('idle')
  assert.ok(await page.locator('.machine').isVisible())
  assert.not.ok(await page.locator('.site').isVisible())
  assert.equal(await tooWideOrSmall(page), [])
  const [room, width] = await frameOf(page).evaluate(
    () => [document.documentElement.clientWidth, document.documentElement.scrollWidth] as const,
  )
  assert.ok(width <= room, `${width} px wide on ${room}`)
  assert.equal(complaints, [])
  await close()
})

inspect('no width makes the page, or the frame in it, scroll sideways', async ({ browser }) => {
  const { page, isIn, close } = await visit(browser)
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await isIn('awaitingCode')
  for (const width of [896, 900, 1024, 1200, 1202, 1280, 1440, 1920, 2560]) {
    await page.setViewportSize({ width, height: 900 })
    for (const frame of [page.mainFrame(), frameOf(page)]) {
      const [wider, room] = await frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return [scrollWidth, clientWidth] as const
      })
      assert.ok(wider <= room, `at ${width}: ${frame.url()} is ${wider} px wide on ${room}`)
    }
  }
  await close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  inspect(`nothing that axe finds, around and within, ${colorScheme}`, async ({ browser }) => {
    const { page, isIn, close } = await visit(browser, { colorScheme })
    await isIn('idle')
    await part(page, 'choice-otp').click()
    await part(page, 'request').click()
    await isIn('awaitingCode')
    assert.equal(await axeFindings(page), [])
    assert.equal(await axeFindings(frameOf(page)), [])
    await close()
  })
}

inspect('without --inspect there is neither button nor frame', async ({ browser }) => {
  const { page, complaints, close } = await visitPage(browser, wide)
  assert.is(await page.locator('.machine, .machine-tool, iframe').count(), 0)
  assert.is(await page.locator('.view-switch button').count(), 3)
  assert.equal(complaints, [])
  await close()
})

inspect.run()
