import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { part, startReactPage, visit } from './react-page.ts'

const headings = suite<{ browser: Browser }>('the headings of a React page')

headings.before(async (context) => {
  context.browser = await startBrowser()
})
headings.after(async ({ browser }) => {
  await browser.close()
})

headings(
  'the list has one of the level of the screen below it, and no list while it is empty',
  async (context) => {
    const { browser } = context
    const site = await startReactPage()
    const { page, close } = await visit(browser, site.url())
    await part(page, 'choice').waitFor()
    await page.getByText('None yet').waitFor()
    assert.equal(
      await page
        .getByRole('heading')
        .evaluateAll((all) => all.map((heading) => `${heading.tagName} ${heading.textContent}`)),
      ['H1 Account security', 'H2 Your second factors', 'H2 Add a second factor'],
    )
    assert.is(await part(page, 'factor-list').locator('ul').count(), 0)
    await close()
    await site.close()
  },
)

headings.run()
