import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { axeFindings, tooWideOrSmall } from './page-checks.ts'
import { startReactPage, visit } from './react-page.ts'
import { walkEveryScreen } from './react-walk.ts'

const screens = suite<{ browser: Browser }>('every screen of a React page, as the example styles it')

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
  const site = await startReactPage()
  const person = await visit(browser, site.url(settings), { ...options, install: new Date() })
  const all: string[] = []
  let screensSeen = 0
  try {
    await walkEveryScreen(site, person, async (name) => {
      screensSeen += 1
      for (const offence of await look(person.page)) all.push(`${name}: ${offence}`)
    })
    all.push(...person.complaints.filter((text) => /Content.Security|TrustedHTML/i.test(text)))
  } finally {
    await person.close()
    await site.close()
  }
  assert.ok(screensSeen > 30)
  return all
}

for (const colorScheme of ['light', 'dark'] as const) {
  screens(`has nothing that axe finds, ${colorScheme}`, async ({ browser }) => {
    const desktop = { viewport: { width: 900, height: 900 }, colorScheme }
    assert.equal(await found(browser, desktop, {}, (page) => axeFindings(page)), [])
  })
}

screens('has nothing that axe finds, on a phone in Chinese', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, phone, { lang: 'zh-CN' }, (page) => axeFindings(page)), [])
})

screens('fits 320 pixels without sideways scrolling, with targets of 44 pixels', async ({ browser }) => {
  const narrow = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, narrow, {}, tooWideOrSmall), [])
})

screens('fits a zoom of 200 %, right to left and in Chinese', async ({ browser }) => {
  // A zoom of 200 % on 640 pixels is what a page sees as 320 of them, twice as dense.
  const zoomed = { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }
  assert.equal(await found(browser, zoomed, { dir: 'rtl', lang: 'zh-CN' }, tooWideOrSmall), [])
})

screens.run()
