import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'

const printing = suite<{ browser: Browser; site: ElementPage }>('the element on paper')

printing.before(async (context) => {
  context.browser = await startBrowser()
  context.site = await startElementPage()
})
printing.after(async ({ browser, site }) => {
  await browser.close()
  await site.close()
})

const atRecoveryCode = async (browser: Browser, site: ElementPage, settings = {}) => {
  const person = await visit(browser, site.url({ theme: 'dark', ...settings }))
  const { page } = person
  // What a page has around the element, and styles of its own for paper.
  await page.evaluate(() => {
    const around = document.createElement('p')
    around.textContent = 'Account of Ann, balance 1000'
    document.body.prepend(around)
  })
  await part(page, 'choice-otp').click()
  await part(page, 'request').click()
  await screenOf(page, 'appCode').waitFor()
  await page.locator('#code').fill(await codeOfKey(page))
  await screenOf(page, 'recoveryCode').waitFor()
  return { ...person, code: await page.locator('[data-secret]').innerText() }
}

/** What would come out of the printer, read when the browser has made the page ready for it. */
const printedText = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText.trim())

const inPrint = async (page: Page, look: () => Promise<void>) => {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await look()
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: null })
}

printing('the recovery code alone is printed, with what it is for', async ({ browser, site }) => {
  const { page, code, complaints, close } = await atRecoveryCode(browser, site)
  await inPrint(page, async () => {
    const text = await printedText(page)
    assert.match(
      text,
      new RegExp(`^Recovery code for 127.0.0.1, [^\\n]+\\nIt lets you in[^\\n]+\\n\\n${code}$`),
    )
    const colours = await page.locator('body > pre').evaluate((sheet) => {
      const { color, backgroundColor } = getComputedStyle(sheet)
      return [color, backgroundColor, getComputedStyle(document.body).backgroundColor]
    })
    assert.equal(colours, ['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'])
  })
  assert.match(await printedText(page), 'Account of Ann')
  assert.equal(complaints, [])
  await close()
})

printing('nothing of the sheet stays in the page afterwards', async ({ browser, site }) => {
  const { page, code, close } = await atRecoveryCode(browser, site)
  const traces = () =>
    page.evaluate((secret) => {
      const { adoptedStyleSheets, documentElement } = document
      return [adoptedStyleSheets.length, (documentElement.textContent ?? '').includes(secret)]
    }, code)
  assert.equal(await traces(), [0, false])
  await inPrint(page, async () => assert.equal(await traces(), [1, true]))
  assert.equal(await traces(), [0, false])
  // Taken out of the page in the middle of printing as well.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.evaluate(() => document.querySelector('mfa-enrollment')?.remove())
  assert.equal(await traces(), [0, false])
  await close()
})

printing('the real print of the browser says when: its PDF has one page', async ({ browser, site }) => {
  const { page, close } = await atRecoveryCode(browser, site)
  await page.evaluate(() => {
    // A page so long that it would take many sheets.
    const long = document.createElement('div')
    long.style.height = '20000px'
    document.body.append(long)
  })
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  assert.is(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1)
  await close()
})

printing('the button asks the browser to print', async ({ browser, site }) => {
  const { page, close } = await atRecoveryCode(browser, site)
  const asked = await page.evaluate(() => {
    let times = 0
    globalThis.print = () => {
      times += 1
    }
    document.querySelector('mfa-enrollment')?.shadowRoot?.querySelector<HTMLElement>('[part~=print]')?.click()
    return times
  })
  assert.is(asked, 1)
  await close()
})

printing('once the code is saved, the page prints as any other', async ({ browser, site }) => {
  const { page, code, close } = await atRecoveryCode(browser, site, { lang: 'zh-CN' })
  await part(page, 'saved').click()
  await screenOf(page, 'done').waitFor()
  await inPrint(page, async () => {
    const text = await printedText(page)
    assert.match(text, 'Account of Ann')
    assert.not.match(text, code)
  })
  await close()
})

printing.run()
