import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import {
  asked,
  choose,
  codeOfKey,
  inState,
  openApp,
  openMail,
  part,
  startReactPage,
  visit,
  wrongCode,
} from './react-page.ts'
import type { ServedPage } from './served-page.ts'

// The page keeps the record without secrets in sessionStorage, by `storageKey`.
const reloads = suite<{ browser: Browser; site: ServedPage }>(
  'a React page that is reloaded, left and come back to',
)

reloads.before(async (context) => {
  context.browser = await startBrowser()
})
reloads.after(async ({ browser }) => {
  await browser.close()
})
reloads.before.each(async (context) => {
  context.site = await startReactPage()
})
reloads.after.each(async ({ site }) => {
  await site.close()
})

const opened = async (browser: Browser, site: ServedPage) => {
  const person = await visit(browser, site.url({ stored: '' }))
  await part(person.page, 'choice').waitFor()
  return person
}
const sent = (site: ServedPage) => asked(site, 'sendEnrollFactorRequest')
const problem = (page: Page) => part(page, 'status').locator('[data-mfa-part=problem]')
const slowly = ({ sandbox }: ServedPage, endpoint: 'sendEnrollFactorRequest' | 'enrollFactor') =>
  sandbox.faults.add({ endpoint, kind: 'latency', ms: 400, times: 1 })

reloads('before anything is asked for, nothing is kept', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  await choose(page, 'OTP')
  await page.reload()
  await part(page, 'choice').waitFor()
  assert.is(await page.evaluate(() => sessionStorage.length), 0)
  assert.is(sent(site), 0)
  await close()
})

reloads(
  'while a message is asked for: it says that this was interrupted, and sends nothing again',
  async ({ browser, site }) => {
    const { page, close } = await opened(browser, site)
    slowly(site, 'sendEnrollFactorRequest')
    await choose(page, 'EMAIL')
    await part(page, 'email').fill('ann@example.org')
    await part(page, 'send').click()
    await inState(page, 'requesting').waitFor()
    await page.reload()
    await problem(page).getByText('This was interrupted').waitFor()
    // The one before the reload is on its way all the same.
    while (site.sandbox.outbox.length === 0) await page.evaluate(async () => (await fetch('/token')).text())
    assert.is(sent(site), 1, 'nothing is asked for without the person')
    assert.not.match(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage))), 'ann@')
    await close()
  },
)

reloads(
  'while a picture is asked for: it says so, and shows one when asked anew',
  async ({ browser, site }) => {
    const { page, close } = await opened(browser, site)
    slowly(site, 'sendEnrollFactorRequest')
    await choose(page, 'OTP')
    await part(page, 'continue').click()
    await inState(page, 'requesting').waitFor()
    await page.reload()
    await problem(page).getByText('This was interrupted').waitFor()
    assert.is(sent(site), 1, 'nothing is asked for without the person')
    await openApp(page)
    await close()
  },
)

reloads('with an open app challenge: it is over, and one tap shows a new key', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  await openApp(page)
  const key = await part(page, 'manual-key').innerText()
  await page.reload()
  await inState(page, 'expired').waitFor()
  assert.is(sent(site), 1, 'nothing is asked for without the person')
  await part(page, 'renew-button').click()
  await part(page, 'manual-key').waitFor()
  assert.is.not(await part(page, 'manual-key').innerText(), key)
  assert.is(sent(site), 2)
  await close()
})

reloads('with a sent code: the address is asked for anew', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  await openMail(page)
  await page.reload()
  await inState(page, 'expired').waitFor()
  assert.is(await part(page, 'renew-button').innerText(), 'Enter the address again')
  await part(page, 'renew-button').click()
  await part(page, 'email').waitFor()
  assert.is(await part(page, 'email').inputValue(), '')
  assert.is(sent(site), 1)
  await close()
})

const reloadedWhileChecking = async (
  browser: Browser,
  site: ServedPage,
  codeFor: (right: string) => string,
) => {
  const person = await opened(browser, site)
  const { page } = person
  await openApp(page)
  slowly(site, 'enrollFactor')
  await part(page, 'code-input').fill(codeFor(await codeOfKey(page)))
  await inState(page, 'binding').waitFor()
  await page.reload()
  return person
}

reloads(
  'while a right code is checked: it finds that it worked, and that the recovery code is lost',
  async ({ browser, site }) => {
    const { page, close } = await reloadedWhileChecking(browser, site, (code) => code)
    await inState(page, 'failed').waitFor()
    assert.match(await problem(page).innerText(), 'The factor is active, but its recovery code got lost')
    assert.is(site.sandbox.factors().length, 1)
    assert.is(asked(site, 'enrollFactor'), 1)
    await close()
  },
)

reloads('while a wrong code is checked: it finds that nothing was bound', async ({ browser, site }) => {
  const { page, close } = await reloadedWhileChecking(browser, site, wrongCode)
  await inState(page, 'expired').waitFor()
  assert.match(await part(page, 'status').innerText(), 'The page was reloaded')
  await part(page, 'renew-button').click()
  await part(page, 'code-input').fill(await codeOfKey(page))
  await inState(page, 'savingRecoveryCode').waitFor()
  assert.is(site.sandbox.factors().length, 1)
  await close()
})

reloads(
  'with an unsaved recovery code: it warns, and then says that it is lost',
  async ({ browser, site }) => {
    const { page, close } = await opened(browser, site)
    await openApp(page)
    await part(page, 'code-input').fill(await codeOfKey(page))
    await part(page, 'recovery-code').waitFor()
    const warned: string[] = []
    page.on('dialog', (dialog) => {
      warned.push(dialog.type())
      void dialog.accept()
    })
    await page.reload()
    await inState(page, 'failed').waitFor()
    assert.equal(warned, ['beforeunload'])
    assert.match(await problem(page).innerText(), 'recovery code got lost')
    await part(page, 'start-over').click()
    await part(page, 'choice').or(part(page, 'continue')).waitFor()
    await page.reload()
    assert.equal(warned, ['beforeunload'])
    await part(page, 'choice').waitFor()
    assert.is(await page.evaluate(() => sessionStorage.length), 0)
    await close()
  },
)

reloads('once the recovery code is saved, nothing warns', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  await openApp(page)
  await part(page, 'code-input').fill(await codeOfKey(page))
  await part(page, 'recovery-code').waitFor()
  await part(page, 'saved').locator('input').check()
  await part(page, 'continue').click()
  await inState(page, 'done').waitFor()
  assert.is(await page.evaluate(() => sessionStorage.length), 0)
  const warned: string[] = []
  page.on('dialog', (dialog) => {
    warned.push(dialog.type())
    void dialog.accept()
  })
  await page.reload()
  await part(page, 'choice').waitFor()
  assert.equal(warned, [])
  await close()
})

reloads('over, failed and left stay what they were, or are gone', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  site.sandbox.faults.add({
    endpoint: 'enrollFactor',
    kind: 'refusal',
    statusCode: 403,
    apiCode: 1577,
    times: 1,
  })
  await openApp(page)
  await part(page, 'code-input').fill('123456')
  await inState(page, 'failed').waitFor()
  const why = await problem(page).innerText()
  await page.reload()
  await inState(page, 'failed').waitFor()
  assert.is(await problem(page).innerText(), why)
  await part(page, 'start-over').click()
  await page.reload()
  await openApp(page)
  await page.reload()
  await inState(page, 'expired').waitFor()
  await page.reload()
  await inState(page, 'expired').waitFor()
  await part(page, 'cancel').press('Enter')
  await inState(page, 'cancelled').waitFor()
  await page.reload()
  await part(page, 'choice').waitFor()
  assert.is(sent(site), 2)
  await close()
})

reloads('Back leads out of the page in one step, and forward sends nothing', async ({ browser, site }) => {
  const { page, close } = await opened(browser, site)
  const before = await page.evaluate(() => history.length)
  await openMail(page)
  await part(page, 'mend').click()
  await part(page, 'back').click()
  assert.is(await page.evaluate(() => history.length), before)
  await page.goto(new URL('/elsewhere', page.url()).href)
  await page.goBack()
  await inState(page, 'expired').waitFor()
  await page.goForward()
  await page.getByRole('heading', { name: 'Elsewhere' }).waitFor()
  await page.goBack()
  await inState(page, 'expired').waitFor()
  assert.is(sent(site), 1)
  assert.is(site.sandbox.outbox.length, 1)
  await close()
})

reloads('hidden and shown again by the page, it goes on where it was', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url({ closable: '', stored: '' }))
  await openApp(page)
  await part(page, 'toggle').click()
  assert.is(await part(page, 'flow').count(), 0)
  await part(page, 'toggle').click()
  await inState(page, 'expired').waitFor()
  assert.is(sent(site), 1)
  await close()
})

reloads('a page that the browser kept for Back is as it was, and right at once', async ({ site }) => {
  const browser = await startBrowser({ keepsPages: true })
  const { page, close } = await opened(browser, site)
  await page.evaluate(() =>
    addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { wasKept: persisted })),
  )
  await openApp(page)
  const key = await part(page, 'manual-key').innerText()
  await page.goto(new URL('/elsewhere', page.url()).href)
  // Playwright would wait for the page to load, which it does not.
  await page.evaluate(() => history.back())
  await part(page, 'manual-key').waitFor()
  assert.is(await page.evaluate(() => Reflect.get(globalThis, 'wasKept')), true)
  assert.is(await part(page, 'manual-key').innerText(), key)
  await part(page, 'code-input').fill(await codeOfKey(page))
  await inState(page, 'savingRecoveryCode').waitFor()
  assert.is(sent(site), 1)
  await close()
  await browser.close()
})

reloads.run()
