import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Locator, Page } from 'playwright-core'
import { startBrowser } from './chromium.ts'
import * as element from './element-page.ts'
import * as react from './react-page.ts'
import type { ServedPage } from './served-page.ts'

const after = suite<{ browser: Browser }>('the list after the end: nothing moves below a hand')

after.before(async (context) => {
  context.browser = await startBrowser()
})
after.after(async ({ browser }) => {
  await browser.close()
})

const surfaces = {
  element: {
    start: element.startElementPage,
    visit: (browser: Browser, site: ServedPage) => element.visit(browser, site.url({ directory: '' })),
    part: element.part,
    choice: (page: Page, type: string) => element.part(page, `choice-${type.toLowerCase()}`),
    mail: '#email',
    send: 'request',
    code: '#code',
    done: '[data-screen=done]',
    phone: '#phone',
  },
  react: {
    start: react.startReactPage,
    visit: (browser: Browser, site: ServedPage) => react.visit(browser, site.url()),
    part: react.part,
    choice: (page: Page, type: string) => page.locator(`[data-mfa-part=choice][data-state=${type}]`),
    mail: '[data-mfa-part=email]',
    send: 'send',
    code: '[data-mfa-part=code-input]',
    done: '[data-mfa-part=flow][data-state=done]',
    phone: '[data-mfa-part=phone]',
  },
} as const

type Surface = (typeof surfaces)[keyof typeof surfaces]

/** From now on, and until it is called, no list is answered. */
const holdLists = async (page: Page) => {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(list, async (route) => {
    await held
    await route.continue()
  })
  return answer
}

const list = /\/list-enrolled-factors$/

const middleOf = async (target: Locator) => {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not there')
  return [box.x + box.width / 2, box.y + box.height / 2] as const
}

/** Up to the code whose entering binds an address. */
const atCode = async (browser: Browser, surface: Surface) => {
  const site = await surface.start()
  const person = await surface.visit(browser, site)
  const { page } = person
  await surface.choice(page, 'EMAIL').click()
  await page.locator(surface.mail).fill('ann@example.org')
  await surface.part(page, surface.send).click()
  await page.locator(surface.code).waitFor()
  await page.locator(surface.code).fill(site.sandbox.outbox.at(-1)?.code ?? '')
  const bind = async () => {
    await surface.part(page, 'confirm').click()
    await page.locator(surface.done).waitFor()
  }
  const close = async () => {
    await person.close()
    await site.close()
  }
  return { page, bind, close }
}

for (const [name, surface] of Object.entries(surfaces)) {
  after(`${name}: the list is read while the end is on show, and not once more`, async ({ browser }) => {
    const { page, bind, close } = await atCode(browser, surface)
    const listed = page.waitForResponse(list)
    await bind()
    await listed
    const answer = await holdLists(page)
    await surface.part(page, 'close').click()
    // At once, and there is no answer to come that could move it.
    await surface.choice(page, 'SMS').waitFor()
    assert.is(await surface.part(page, 'factor').count(), 1)
    const at = await middleOf(surface.choice(page, 'SMS'))
    answer()
    await page.mouse.click(...at)
    await page.locator(surface.phone).waitFor()
    await close()
  })

  after(`${name}: closed before it is read, nothing can be chosen until it is`, async ({ browser }) => {
    const { page, bind, close } = await atCode(browser, surface)
    const answer = await holdLists(page)
    await bind()
    await surface.part(page, 'close').click()
    await page.locator(surface.done).waitFor({ state: 'detached' })
    assert.is(await surface.choice(page, 'SMS').count(), 0)
    answer()
    await surface.choice(page, 'SMS').waitFor()
    // With the first choice that is there, what was added is there as well.
    const at = await middleOf(surface.choice(page, 'SMS'))
    assert.is(await surface.part(page, 'factor').count(), 1)
    assert.equal(await middleOf(surface.choice(page, 'SMS')), at)
    await page.mouse.click(...at)
    await page.locator(surface.phone).waitFor()
    await close()
  })
}

after.run()
