import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { part, screenOf, startBrowser, startElementPage, visit, type ElementPage } from './element-page.ts'
import { axeFindings } from './page-checks.ts'

const theming = suite<{ browser: Browser; site: ElementPage }>(
  'the element in colours and headings of the page',
)

theming.before(async (context) => {
  context.browser = await startBrowser()
  context.site = await startElementPage()
})
theming.after(async ({ browser, site }) => {
  await browser.close()
  await site.close()
})

/** What the guide sets on the element, by name. */
const guide = readFileSync(new URL('../../docs/frontend.md', import.meta.url), 'utf8')
const [, block = ''] = /```css\nmfa-enrollment \{\n([^}]*)\}/.exec(guide) ?? []
const properties = [...block.matchAll(/(--[\w-]+): (.+);/g)].map(([, name = '', value = '']) => [name, value])

const dress = (page: Page) =>
  page.locator('mfa-enrollment').evaluate((element: HTMLElement, all) => {
    for (const [name = '', value = ''] of all) element.style.setProperty(name, value)
  }, properties)

const contrasts = async (page: Page): Promise<readonly string[]> =>
  axeFindings(page, ['page-has-heading-one'])

for (const theme of ['light', 'dark'] as const) {
  theming(`the accent that the guide shows can be read, ${theme}`, async ({ browser, site }) => {
    assert.ok(properties.some(([name]) => name === '--mfa-accent'))
    const { page, close } = await visit(browser, site.url({ theme, directory: '' }))
    await dress(page)
    await part(page, 'choice-otp').waitFor()
    await part(page, 'choice-otp').hover()
    assert.equal(await contrasts(page), [])
    await part(page, 'choice-otp').click()
    await screenOf(page, 'prepare').waitFor()
    // A quiet button under the pointer: the accent on its own tint.
    await part(page, 'back').hover()
    assert.equal(await contrasts(page), [])
    await part(page, 'request').click()
    await screenOf(page, 'appCode').waitFor()
    assert.equal(await contrasts(page), [])
    await close()
  })
}

/** The levels of all headings, as assistive technology is told. */
const levels = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('heading')
    .evaluateAll((headings) =>
      headings.map((heading) => heading.getAttribute('aria-level') ?? heading.tagName),
    )

for (const [given, title, below] of [
  [null, 2, 3],
  ['4', 4, 5],
  ['none', 2, 3],
  ['9', 2, 3],
] as const) {
  theming(`headings are of level ${title} and ${below}, given ${given}`, async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url({ directory: '' }))
    await part(page, 'choice-otp').waitFor()
    if (given !== null)
      await page.locator('mfa-enrollment').evaluate((element, level) => {
        element.setAttribute('heading-level', level)
      }, given)
    await page.getByRole('heading', { level: title, name: 'Your second factors' }).waitFor()
    await page.getByRole('heading', { level: below, name: 'Add a factor' }).waitFor()
    assert.is((await levels(page)).length, 2)
    await close()
  })
}

theming.run()
