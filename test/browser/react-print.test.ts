import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import { codeOfKey, inState, openApp, part, saveRecoveryCode, startReactPage, visit } from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const printing = suite<{ browser: Browser; site: ServedPage }>('a React page on paper')

printing.before(async (context) => {
  context.browser = await startBrowser()
})
printing.after(async ({ browser }) => {
  await browser.close()
})
printing.before.each(async (context) => {
  context.site = await startReactPage()
})
printing.after.each(async ({ site }) => {
  await site.close()
})

const atRecoveryCode = async (browser: Browser, site: ServedPage, settings = {}) => {
  const person = await visit(browser, site.url(settings))
  const { page } = person
  // What a page has around the parts, and more of it than fits on one sheet.
  await page.evaluate(() => {
    const around = document.createElement('p')
    around.textContent = 'Account of Ann, balance 1000'
    const long = document.createElement('div')
    long.style.height = '20000px'
    document.body.prepend(around)
    document.body.append(long)
  })
  await openApp(page)
  await part(page, 'code-input').fill(await codeOfKey(page))
  await part(page, 'recovery-code').waitFor()
  return { ...person, code: await part(page, 'recovery-code').innerText() }
}

const tell = (page: Page, type: 'beforeprint' | 'afterprint') =>
  page.evaluate((name) => dispatchEvent(new Event(name)), type)

/** What would come out of the printer, read when the browser has made the page ready for it. */
const printedText = async (page: Page): Promise<string> => {
  await page.emulateMedia({ media: 'print' })
  await tell(page, 'beforeprint')
  const text = await page.evaluate(() => document.body.innerText.trim())
  await tell(page, 'afterprint')
  await page.emulateMedia({ media: null })
  return text
}

const sheets = async (page: Page): Promise<number> =>
  (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

printing('the recovery code alone is printed, with what it is for', async ({ browser, site }) => {
  const { page, code, complaints, close } = await atRecoveryCode(browser, site)
  assert.match(
    await printedText(page),
    new RegExp(`^Recovery code for Sandbox, [^\\n]+\\nIt lets you in[^\\n]+\\n\\n${code}$`),
  )
  assert.match(await page.locator('body').innerText(), 'Account of Ann')
  assert.equal(complaints, [])
  await close()
})

printing('the real print of the browser says when: its PDF has one page', async ({ browser, site }) => {
  const { page, close } = await atRecoveryCode(browser, site)
  assert.is(await sheets(page), 1)
  await close()
})

printing(
  'the button asks the browser to print, and nothing of the sheet stays',
  async ({ browser, site }) => {
    const { page, code, close } = await atRecoveryCode(browser, site)
    await page.evaluate(() => {
      // As the browser does it: the sheet stands there while it prints.
      globalThis.print = () => {
        dispatchEvent(new Event('beforeprint'))
        Object.assign(globalThis, { printed: document.querySelector('body > pre')?.textContent })
        dispatchEvent(new Event('afterprint'))
      }
    })
    await part(page, 'print').click()
    const printed = await page.evaluate((): unknown => Reflect.get(globalThis, 'printed'))
    assert.match(JSON.stringify(printed), code)
    const traces = () =>
      page.evaluate(() => [
        document.adoptedStyleSheets.length,
        document.querySelectorAll('body > pre').length,
      ])
    assert.equal(await traces(), [0, 0])
    // The parts go while the browser prints.
    await tell(page, 'beforeprint')
    assert.equal(await traces(), [1, 1])
    await saveRecoveryCode(page)
    assert.equal(await traces(), [0, 0])
    await close()
  },
)

printing('once the code is saved, the page prints as any other', async ({ browser, site }) => {
  const { page, code, close } = await atRecoveryCode(browser, site)
  await saveRecoveryCode(page)
  await inState(page, 'done').waitFor()
  const text = await printedText(page)
  assert.match(text, 'Account of Ann')
  assert.not.match(text, code)
  await close()
})

printing('a page that prints it itself is left to do so', async ({ browser, site }) => {
  const { page, code, close } = await atRecoveryCode(browser, site, { 'own-print': '' })
  await part(page, 'print').click()
  assert.equal(await page.evaluate((): unknown => Reflect.get(globalThis, 'ownPrints')), 1)
  const text = await printedText(page)
  assert.match(text, 'Account of Ann')
  assert.match(text, code)
  await close()
})

printing.run()
