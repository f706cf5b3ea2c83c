import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow, EnrollmentTexts, useFactorDirectory } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const access = suite('access to a React page')
access.after(browser.close)

type Page = Awaited<ReturnType<typeof mount>>

/** What assistive technology calls a control: its label, its own text, its group. */
const nameOf = (element: Element): string => {
  const { labels } = element as unknown as { readonly labels?: Iterable<Element> }
  const label =
    element.getAttribute('aria-label') ?? [...(labels ?? [])].map((each) => each.textContent).join(' ')
  return (label === '' ? (element.textContent ?? '') : label).trim()
}

const unnamed = (page: Page) =>
  page
    .all('button,input:not([type=hidden]),select,[role=img],[role=group],img')
    .filter((element) => nameOf(element as never) === '' && !element.hasAttribute('alt'))
    .map((element) => element.outerHTML)

const opened = async (locale: 'en' | 'zh-CN' = 'en') => {
  const person = account()
  const { service, clock, sandbox } = person
  const fixed = person.directory
  const Settings = () => (
    <EnrollmentTexts locale={locale}>
      <EnrollmentFlow
        source={{ service, clock }}
        directory={useFactorDirectory(fixed)}
        upload={sandbox.photoUpload()}
      />
    </EnrollmentTexts>
  )
  return { ...person, page: await mount(<Settings />) }
}

for (const locale of ['en', 'zh-CN'] as const) {
  access(`every control of every screen has a name (${locale}), and ids are unique`, async () => {
    const { page, clock, appCode, sent } = await opened(locale)
    const screens: string[] = []
    const look = (screen: string) => {
      screens.push(screen)
      assert.equal(unnamed(page), [], screen)
      const ids = page.all('[id]').map(({ id }) => id)
      assert.is(new Set(ids).size, ids.length, screen)
      for (const described of page.all('[aria-describedby]'))
        assert.ok(
          page.container.ownerDocument.getElementById(described.getAttribute('aria-describedby') ?? ''),
        )
      assert.is(page.all('[data-mfa-part="title"]').length, 1, screen)
      const text = page.container.textContent ?? ''
      assert.is(/\p{Script=Han}/u.test(text), locale === 'zh-CN', `${screen}: ${text}`)
      assert.not.match(text, /undefined|null|\[object/)
      assert.is(page.one('flow').getAttribute('lang'), locale)
    }
    look('idle')
    for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE']) {
      await page.choose(factorType)
      look(`prepare ${factorType}`)
      await page.click('back')
    }
    await page.choose('EMAIL')
    page.write('email', 'mina@example.org')
    await page.click('send')
    look('code')
    await page.doing(() => clock.advance(60_000))
    look('expired')
    await page.click('renew-button')
    await page.doing(() => {
      page.write('code-input', sent())
      page.enter('code')
    })
    look('done')
    await page.click('close')
    look('list')
    await page.click('remove')
    look('question')
    await page.click('remove-keep')
    await page.choose('OTP')
    await page.click('continue')
    look('challenge')
    await page.type('code-input', appCode(page.text('manual-key')))
    look('recovery code')
    await page.doing(() => {
      const box = page.container.querySelector('input[type=checkbox]')
      if (box instanceof browser.window.HTMLElement) box.click()
    })
    await page.click('continue')
    await page.click('close')
    await page.choose('SMS')
    page.write('phone', '201-555-0123')
    await page.click('send')
    await page.click('cancel')
    look('cancelled')
    assert.is(screens.length, 13)
    await page.unmount()
  })
}

access('the focus goes where the person must act, screen by screen', async () => {
  const { page, clock, appCode } = await opened()
  assert.is(page.focused(), null, 'nothing is taken when the page opens')
  await page.choose('OTP')
  assert.is(page.focused(), 'continue')
  await page.click('back')
  assert.is(page.focused(), 'choice')
  await page.choose('EMAIL')
  assert.is(page.focused(), 'email')
  await page.click('back')
  await page.choose('OTP')
  await page.click('continue')
  assert.is(page.focused(), 'code-input')
  await page.doing(() => clock.advance(60_000))
  assert.is(page.focused(), 'renew-button')
  await page.click('renew-button')
  assert.is(page.focused(), 'code-input')
  const code = appCode(page.text('manual-key'))
  await page.type('code-input', code === '000000' ? '111111' : '000000')
  assert.is(page.focused(), 'code-input')
  await page.type('code-input', code)
  assert.is(page.focused(), 'recovery-code')
  await page.doing(() => {
    const box = page.container.querySelector('input[type=checkbox]')
    if (box instanceof browser.window.HTMLElement) box.click()
  })
  await page.click('continue')
  assert.is(page.focused(), 'close')
  await page.click('close')
  assert.is(page.focused(), 'title', 'for the choices are loaded anew')
  await page.unmount()
})

access('the focus is not taken from a field elsewhere on the page', async () => {
  const { page, clock } = await opened()
  await page.choose('OTP')
  await page.click('continue')
  const search = browser.document.createElement('input')
  browser.document.body.append(search)
  search.focus()
  await page.doing(() => clock.advance(60_000))
  assert.is(page.state(), 'expired')
  assert.is(browser.document.activeElement, search)
  search.remove()
  await page.unmount()
})

access('on a phone the key and the button come before the picture, and have the focus', async () => {
  const order = (page: Page) =>
    page.all('[data-mfa-part="key"],[data-mfa-part="scan"]').map((each) => each.getAttribute('data-mfa-part'))
  const desk = await opened()
  await desk.page.choose('OTP')
  await desk.page.click('continue')
  assert.equal(order(desk.page), ['scan', 'key'])
  await desk.page.unmount()
  browser.isCoarse.current = true
  const phone = await opened()
  await phone.page.choose('OTP')
  await phone.page.click('continue')
  assert.equal(order(phone.page), ['key', 'scan'])
  assert.is(phone.page.focused(), 'open-app')
  const code = phone.appCode(phone.page.text('manual-key'))
  await phone.page.type('code-input', code === '000000' ? '111111' : '000000')
  assert.is(phone.page.focused(), 'code-input', 'the app has the account by now')
  await phone.page.unmount()
  browser.isCoarse.current = false
})

access('fields say what they are for, and the picture leads to the key', async () => {
  const { page } = await opened()
  const of = (part: string, ...names: readonly string[]) =>
    names.map((name) => page.one(part).getAttribute(name))
  await page.choose('SMS')
  assert.equal(of('phone', 'type', 'autocomplete', 'inputmode'), ['tel', 'tel-national', 'tel'])
  await page.click('back')
  await page.choose('EMAIL')
  assert.equal(of('email', 'type', 'autocomplete'), ['email', 'email'])
  await page.click('back')
  await page.choose('OTP')
  await page.click('continue')
  assert.equal(of('code-input', 'autocomplete', 'inputmode'), ['one-time-code', 'numeric'])
  assert.is(page.field('code-input').name, '', 'without a name it is part of no submitted form')
  assert.equal(of('qr', 'role'), ['img'])
  assert.match(page.one('qr').getAttribute('aria-label') ?? '', 'key')
  assert.equal(
    page
      .all('[aria-live]:not([aria-live=off])')
      .map((each) => `${each.getAttribute('aria-live')} ${each.getAttribute('role')}`),
    ['polite status', 'assertive alert'],
  )
  await page.unmount()
})

access.run()
