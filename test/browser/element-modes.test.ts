import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import type { VisitOptions } from './chromium.ts'
import {
  codeOfKey,
  part,
  screenOf,
  startBrowser,
  startElementPage,
  visit,
  type ElementPage,
} from './element-page.ts'

const modes = suite<{ browser: Browser; site: ElementPage }>("the element in a person's own settings")

modes.before(async (context) => {
  context.browser = await startBrowser()
})
modes.after(async ({ browser }) => {
  await browser.close()
})
modes.before.each(async (context) => {
  context.site = await startElementPage()
})
modes.after.each(async ({ site }) => {
  await site.close()
})

const atApp = async (browser: Browser, site: ElementPage, options: VisitOptions = {}, settings = {}) => {
  const person = await visit(browser, site.url(settings), options)
  await part(person.page, 'choice-otp').click()
  await part(person.page, 'request').click()
  await screenOf(person.page, 'appCode').waitFor()
  return person
}

const styleOf = (page: Page, name: string, property: string) =>
  part(page, name).evaluate((element, asked) => getComputedStyle(element).getPropertyValue(asked), property)

modes('forced colours: every button has an edge, and the picture stays dark on white', async (context) => {
  const { browser, site } = context
  const { page, close } = await atApp(browser, site, { forcedColors: 'active', colorScheme: 'dark' })
  for (const name of ['confirm', 'copy-key', 'code-input', 'card']) {
    assert.is(await styleOf(page, name, 'border-top-style'), 'solid', name)
    assert.not.equal(await styleOf(page, name, 'border-top-width'), '0px', name)
  }
  assert.match(await styleOf(page, 'cancel', 'text-decoration-line'), 'underline')
  assert.not.equal(
    await styleOf(page, 'confirm', 'background-color'),
    await styleOf(page, 'copy-key', 'background-color'),
    'what to press is told apart without colours of ours',
  )
  assert.is(await styleOf(page, 'qr', 'background-color'), 'rgb(255, 255, 255)')
  assert.is(
    await page.locator('[part~=qr] path').evaluate((path) => getComputedStyle(path).fill),
    'rgb(0, 0, 0)',
  )
  await close()
})

/** What moves by itself, but the sign that something is under way. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('mfa-enrollment')?.shadowRoot
    return (root?.getAnimations() ?? [])
      .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.getAttribute('class') : null))
      .filter((name) => name?.startsWith('spinner') !== true)
  })

for (const [reducedMotion, isStill] of [
  ['reduce', true],
  ['no-preference', false],
] as const) {
  modes(`motion, ${reducedMotion}: the end ${isStill ? 'stands still' : 'arrives'}`, async (context) => {
    const { browser, site } = context
    const { page, close } = await atApp(browser, site, { reducedMotion })
    await page.locator('#code').fill(await codeOfKey(page))
    await part(page, 'saved').waitFor()
    const atDone = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('mfa-done', () =>
            requestAnimationFrame(() => requestAnimationFrame(resolve)),
          )
        }),
    )
    await part(page, 'saved').click()
    await atDone
    assert.is((await moving(page)).length === 0, isStill)
    await close()
  })
}

modes('right to left: mirrored, but for codes and keys', async ({ browser, site }) => {
  const { page, close } = await atApp(browser, site, {}, { dir: 'rtl' })
  const leftOf = (name: string) =>
    part(page, name).evaluate((element) => element.getBoundingClientRect().left)
  assert.ok((await leftOf('countdown')) < (await leftOf('code-input')))
  assert.ok((await leftOf('manual')) < (await leftOf('scan')))
  for (const name of ['code-input', 'key']) assert.is(await styleOf(page, name, 'direction'), 'ltr', name)
  await part(page, 'cancel').press('Enter')
  await part(page, 'close').click()
  await part(page, 'choice-sms').click()
  assert.is(await styleOf(page, 'back', 'direction'), 'rtl')
  const turned = await part(page, 'back')
    .locator('svg')
    .evaluate((svg) => getComputedStyle(svg).transform)
  assert.match(turned, 'matrix(-1')
  assert.is(await page.locator('#phone').evaluate((input) => getComputedStyle(input).direction), 'ltr')
  await close()
})

/** What sticks out of its own box or of the card. */
const spilling = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('mfa-enrollment')?.shadowRoot
    const card = root?.querySelector('[part~=card]')?.getBoundingClientRect()
    const all = [...(root?.querySelectorAll<HTMLElement>('.card *:not(svg *)') ?? [])]
    return all
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        return card !== undefined && width > 0 && (left < card.left - 1 || right > card.right + 1)
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120))
  })

const word = 'Authentifizierungsanwendungseinrichtung'

for (const width of [320, 900]) {
  modes(`texts with very long words stay in the card, ${width} px`, async ({ browser, site }) => {
    const { page, close } = await visit(browser, site.url({ directory: '' }), {
      viewport: { width, height: 800 },
      ...(width === 320 && { isMobile: true, hasTouch: true }),
    })
    await page.evaluate((long) => {
      const element = document.querySelector('mfa-enrollment')
      const name = { OTP: long, SMS: long, EMAIL: long, FACE: long }
      if (element)
        element.texts = {
          words: {
            factorName: name,
            factorHint: name,
            challengeTitle: name,
            prepareTitle: name,
            scanQr: long,
            scanQrElsewhere: long,
            keyTitle: long,
            copyKey: long,
            copy: long,
            openApp: long,
            openAppHint: long,
            codeFromApp: long,
            codeInvalid: () => long,
            confirm: long,
            cancel: long,
            replace: long,
            remove: long,
            download: long,
            print: long,
            recoverySaved: long,
          },
        }
    }, word)
    const faults: string[] = []
    const look = async (name: string) => {
      for (const found of await spilling(page)) faults.push(`${name}: ${found}`)
      const { wide, room } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return { wide: scrollWidth, room: clientWidth }
      })
      if (wide > room) faults.push(`${name}: ${wide} px wide`)
    }
    await part(page, 'choice-otp').waitFor()
    await look('factors')
    await part(page, 'choice-otp').click()
    await look('prepare')
    await part(page, 'request').click()
    await screenOf(page, 'appCode').waitFor()
    await page.locator('#code').fill('1')
    await page.keyboard.press('Enter')
    await part(page, 'field-problem').waitFor()
    await look('appCode')
    await page.locator('#code').fill(await codeOfKey(page))
    await screenOf(page, 'recoveryCode').waitFor()
    await look('recoveryCode')
    await part(page, 'saved').click()
    await part(page, 'close').click()
    await part(page, 'remove').waitFor()
    await look('list')
    await part(page, 'remove').click()
    await look('removing')
    assert.equal(faults, [])
    await close()
  })
}

modes('a very long address stays in the card', async ({ browser, site }) => {
  const { page, close } = await visit(browser, site.url({ directory: '' }), {
    viewport: { width: 320, height: 640 },
  })
  await part(page, 'choice-email').click()
  await page.locator('#email').fill(`ann@${'long-name-of-a-department.'.repeat(4)}example.org`)
  await part(page, 'request').click()
  await screenOf(page, 'sentCode').waitFor()
  assert.equal(await spilling(page), [])
  await page.locator('#code').fill(site.sandbox.outbox.at(-1)?.code ?? '')
  await part(page, 'confirm').click()
  await part(page, 'close').click()
  await part(page, 'factor').waitFor()
  assert.equal(await spilling(page), [])
  await close()
})

modes.run()
