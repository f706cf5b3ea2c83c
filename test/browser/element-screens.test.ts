import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser, startElementPage, visit } from './element-page.ts'
import { walkEveryScreen } from './element-walk.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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

const axeFindings = async (page: Page): Promise<readonly string[]> => {
  // Said to the debugger, so that the page's policy does not keep it out.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const run: unknown = Reflect.get(globalThis, 'axe')
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const results = await (run as typeof import('axe-core')).run(document, {
      runOnly: tags,
      // The page around is none of the element's business.
      rules: { 'page-has-heading-one': { enabled: false } },
    })
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    )
  })
}

for (const theme of ['light', 'dark'] as const) {
  screens(`has nothing that axe finds, ${theme}`, async ({ browser }) => {
    const desktop = { viewport: { width: 900, height: 900 }, colorScheme: theme }
    assert.equal(await found(browser, desktop, { theme: 'auto' }, axeFindings), [])
  })
}

screens('has nothing that axe finds, on a phone in Chinese', async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, phone, { lang: 'zh-CN', theme: 'dark' }, axeFindings), [])
})

/** What sticks out sideways, and what is too small for a finger. */
const tooWideOrSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const root = document.querySelector('mfa-enrollment')?.shadowRoot
    const controls = [...(root?.querySelectorAll<HTMLElement>('button, input, select') ?? [])]
    const small = controls.filter((control) => {
      const { width, height } = control.getBoundingClientRect()
      return height < 44 || width < 44
    })
    return [
      ...(scrollWidth > clientWidth ? [`${scrollWidth} px wide on ${clientWidth}`] : []),
      ...small.map((control) => `too small: ${control.outerHTML}`),
    ]
  })

screens('fits 320 pixels without sideways scrolling, with targets of 44 pixels', async ({ browser }) => {
  const narrow = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }
  assert.equal(await found(browser, narrow, {}, tooWideOrSmall), [])
})

screens('fits 320 pixels right to left and with text twice as large', async ({ browser }) => {
  // A zoom of 200 % on 640 pixels is what a page sees as 320 of them, twice as dense.
  const zoomed = { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }
  assert.equal(await found(browser, zoomed, { dir: 'rtl', lang: 'zh-CN' }, tooWideOrSmall), [])
})

screens.run()
