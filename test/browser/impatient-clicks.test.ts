import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import * as element from './element-page.ts'
import * as react from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const impatient = suite<{ browser: Browser }>('clicks of somebody who does not wait')

impatient.before(async (context) => {
  context.browser = await startBrowser()
})
impatient.after(async ({ browser }) => {
  await browser.close()
})

/** The ways to a request, and what stands where, in either surface. */
const surfaces = {
  element: {
    start: element.startElementPage,
    visit: element.visit,
    part: element.part,
    chooseApp: (page: Page) => element.part(page, 'choice-otp').click(),
    chooseMail: (page: Page) => element.part(page, 'choice-email').click(),
    mail: '#email',
    show: 'request',
    send: 'request',
    requesting: '[data-screen=requesting]',
    cancelled: '[data-screen=cancelled]',
    open: { app: '[data-screen=appCode]', mail: '[data-screen=sentCode]' },
    code: '#code',
  },
  react: {
    start: react.startReactPage,
    visit: react.visit,
    part: react.part,
    chooseApp: (page: Page) => react.choose(page, 'OTP'),
    chooseMail: (page: Page) => react.choose(page, 'EMAIL'),
    mail: '[data-mfa-part=email]',
    show: 'continue',
    send: 'send',
    requesting: '[data-state=requesting] [data-mfa-part=title]',
    cancelled: '[data-state=cancelled] [data-mfa-part=title]',
    open: { app: '[data-mfa-part=manual-key]', mail: '[data-mfa-part=code-input]' },
    code: '[data-mfa-part=code-input]',
  },
} as const

type Surface = (typeof surfaces)[keyof typeof surfaces]
type Way = 'app' | 'mail'

/** Up to the button that asks for a challenge, whose answer the test holds back. */
const atRequest = async (browser: Browser, surface: Surface, way: Way) => {
  const site = await surface.start()
  // The page's clock is the test's, so that 600 ms are 600 ms on any machine.
  const person = await surface.visit(browser, site.url(), { install: new Date() })
  const { page } = person
  await (way === 'app' ? surface.chooseApp(page) : surface.chooseMail(page))
  if (way === 'mail') await page.locator(surface.mail).fill('ann@example.org')
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/send-enroll-factor-request', async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  const now = await page.evaluate(() => Date.now())
  await page.clock.pauseAt(now + 1_000)
  const close = async () => {
    answer()
    await person.close()
    await site.close()
  }
  return {
    site,
    page,
    answer,
    close,
    button: surface.part(page, way === 'app' ? surface.show : surface.send),
  }
}

const middle = async (page: Page, surface: Surface, name: string) => {
  const box = await surface.part(page, name).boundingBox()
  if (box === null) throw new Error(`${name} is not there`)
  return [box.x + box.width / 2, box.y + box.height / 2] as const
}

/** Puts "Cancel" where the pointer is, as the looks of many a page have it. */
const putCancelAt = async (page: Page, surface: Surface, [x, y]: readonly [number, number]) => {
  const [left, top] = await middle(page, surface, 'cancel')
  await surface.part(page, 'cancel').evaluate(
    (button: HTMLElement, [right, down]) => {
      button.style.setProperty('translate', `${right}px ${down}px`)
    },
    [x - left, y - top] as const,
  )
}

const sent = ({ sandbox }: ServedPage) =>
  sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest').length

const hasFocus = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => {
    const outer = document.activeElement
    return (outer?.shadowRoot?.activeElement ?? outer)?.matches(wanted) === true
  }, selector)

for (const [name, surface] of Object.entries(surfaces)) {
  for (const way of ['app', 'mail'] as const) {
    impatient(`${name}: a second click 600 ms later cancels nothing, by ${way}`, async ({ browser }) => {
      const { site, page, answer, close, button } = await atRequest(browser, surface, way)
      const at = await middle(page, surface, way === 'app' ? surface.show : surface.send)
      await button.click()
      await page.locator(surface.requesting).waitFor()
      await putCancelAt(page, surface, at)
      await page.clock.runFor(600)
      await page.mouse.click(...at)
      assert.is(await page.locator(surface.cancelled).count(), 0)
      answer()
      await page.locator(surface.open[way]).first().waitFor()
      assert.is(sent(site), 1)
      await close()
    })
  }

  impatient(`${name}: a click on "Cancel" that was meant for it is heard`, async ({ browser }) => {
    const { page, close, button } = await atRequest(browser, surface, 'app')
    await button.click()
    await page.locator(surface.requesting).waitFor()
    await page.clock.runFor(800)
    await surface.part(page, 'cancel').click()
    await page.locator(surface.cancelled).waitFor()
    await close()
  })

  impatient(`${name}: the keyboard presses "Cancel" at once`, async ({ browser }) => {
    const { page, close, button } = await atRequest(browser, surface, 'app')
    await button.click()
    await page.locator(surface.requesting).waitFor()
    await surface.part(page, 'cancel').press('Enter')
    await page.locator(surface.cancelled).waitFor()
    await close()
  })

  impatient(`${name}: a clock that was set back does not silence "Cancel"`, async ({ browser }) => {
    const { page, close, button } = await atRequest(browser, surface, 'app')
    await button.click()
    await page.locator(surface.requesting).waitFor()
    await page.clock.setSystemTime(0)
    await surface.part(page, 'cancel').click()
    await page.locator(surface.cancelled).waitFor()
    await close()
  })

  impatient(`${name}: a double click selects nothing and keeps the focus here`, async ({ browser }) => {
    const { page, answer, close, button } = await atRequest(browser, surface, 'app')
    await button.click()
    const title = page.locator(surface.requesting)
    await title.waitFor()
    // The second click of the double click meets text of the screen that has come.
    const text =
      name === 'element' ? await surface.part(page, 'title').boundingBox() : await title.boundingBox()
    await page.mouse.move((text?.x ?? 0) + 20, (text?.y ?? 0) + 10)
    await page.mouse.down({ clickCount: 2 })
    await page.mouse.up({ clickCount: 2 })
    assert.is(await page.evaluate(() => getSelection()?.toString() ?? ''), '')
    assert.not(await page.evaluate(() => document.activeElement === document.body))
    answer()
    await hasFocus(page, surface.code)
    await close()
  })

  impatient(
    `${name}: a focus lost by the second click comes back with the next screen`,
    async ({ browser }) => {
      const { page, answer, close, button } = await atRequest(browser, surface, 'app')
      await button.click()
      await page.locator(surface.requesting).waitFor()
      // The new screen is shorter, and the pointer is over the page below it.
      await page.mouse.move(3, 700)
      await page.mouse.down({ clickCount: 2 })
      await page.mouse.up({ clickCount: 2 })
      assert.ok(await page.evaluate(() => document.activeElement === document.body))
      answer()
      await hasFocus(page, surface.code)
      await close()
    },
  )

  impatient(`${name}: a double click on the key still selects it`, async ({ browser }) => {
    const { page, answer, close, button } = await atRequest(browser, surface, 'app')
    answer()
    await button.click()
    const key = name === 'element' ? surface.part(page, 'key') : page.locator('[data-mfa-part=manual-key]')
    await key.waitFor()
    await key.dblclick({ position: { x: 10, y: 8 } })
    assert.is.not(await page.evaluate(() => getSelection()?.type), 'None')
    assert.is(await page.evaluate(() => getSelection()?.type), 'Range')
    await close()
  })
}

impatient('element: a focus that the person took away is not taken back', async ({ browser }) => {
  const surface = surfaces.element
  const { page, answer, close, button } = await atRequest(browser, surface, 'app')
  await page.evaluate(() => {
    const own = document.createElement('input')
    own.id = 'own'
    document.body.append(own)
  })
  await button.click()
  await page.locator(surface.requesting).waitFor()
  await page.locator('#own').click()
  answer()
  await page.locator(surface.open.app).waitFor()
  await hasFocus(page, '#own')
  await close()
})

impatient.run()
