import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser, startElementPage, visit } from './element-page.ts'
import { walkEveryScreen } from './element-walk.ts'
import { axeFindings, tooWideOrSmall } from './page-checks.ts'

const screens = suite<{ browser: Browser }>('every screen of the element')

screens.before(async (context) => {
  context.browser = await startBrowser()
})
screens.after(async ({ browser }) => {
  await browser.close()
})

/** Looks at every screen, and gives what `look` found of each, under its name. */
const found = async (
  browser: Browser,
  options: BrowserContextOptions,
  settings: Readonly<Record<string, string>>,
  look: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const site = await startElementPage()
  const person = await visit(browser, site.url({ directory: '', ...settings }), {
    ...options,
    install: new Date(),
  })
  const all: string[] = []
  let screensSeen = 0
  try {
    await walkEveryScreen(site, person, async (name) => {
      screensSeen += 1
      for (const offence of await look(person.page)) all.push(`${name}: ${offence}`)
    })
  } finally {
    await person.close()
    await site.close()
  }
  assert.ok(screensSeen > 25)
  return all
}

// A heading of the first level is the business of the page around.
const axeHere = (page: Page) => axeFindings(page, ['page-has-heading-one'])

for (const theme of ['light', 'dark'] as const) {
  screens(`has nothing that axe finds, ${theme}`, async ({ browser }) => {
    const desktop = { viewport: { width: 900, height: 900 }, colorScheme: theme }
    assert.equal(await found(browser, desktop, { theme: 'auto' }, axeHere), [])
  })
}

screens('has nothing that axe finds, on a phone in Chinese', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, phone, { lang: 'zh-CN', theme: 'dark' }, axeHere), [])
})

screens('fits 320 pixels without sideways scrolling, with targets of 44 pixels', async ({ browser }) => {
  const narrow = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, narrow, {}, tooWideOrSmall), [])
})

screens('fits 320 pixels right to left, in Chinese, at a zoom of 200 %', async ({ browser }) => {
  // A zoom of 200 % on 640 pixels is what a page sees as 320 of them, twice as dense.
  const zoomed = { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }
  assert.equal(await found(browser, zoomed, { dir: 'rtl', lang: 'zh-CN' }, tooWideOrSmall), [])
})

screens('fits 640 pixels with letters twice as large', async ({ browser }) => {
  const enlarged = async (page: Page) => {
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    return tooWideOrSmall(page)
  }
  assert.equal(await found(browser, { viewport: { width: 640, height: 800 } }, {}, enlarged), [])
})

screens('has nothing that axe finds in forced colours', async ({ browser }) => {
  const forced = {
    viewport: { width: 900, height: 900 },
    forcedColors: 'active',
    colorScheme: 'dark',
  } as const
  assert.equal(await found(browser, forced, {}, axeHere), [])
})

screens('never drops the focus of somebody who is in it', async ({ browser }) => {
  const lost = (page: Page) =>
    page.evaluate(() => {
      const focused = document.querySelector('mfa-enrollment')?.shadowRoot?.activeElement ?? null
      // Before the first click, the person is elsewhere.
      const isFirst = Reflect.get(globalThis, 'clicked') === undefined
      document.addEventListener('click', () => Object.assign(globalThis, { clicked: true }), { once: true })
      return focused === null && !isFirst ? ['nothing has the focus'] : []
    })
  assert.equal(await found(browser, {}, {}, lost), [])
})

screens.run()
