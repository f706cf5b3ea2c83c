import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')
const { document } = browser

const texts = suite('the texts of an element')
texts.after(browser.close)

const start = async (given: Partial<InstanceType<typeof MfaEnrollmentElement>> = {}) => {
  const { service, clock } = account()
  return placed(browser, () => new MfaEnrollmentElement(), { service, clock, ...given })
}

texts('English unless something says otherwise', async () => {
  const page = await start()
  assert.is(page.text('title'), 'Add a second factor')
  assert.is(page.one('[part~=card]').getAttribute('lang'), 'en')
  await page.gone()
})

texts('its own lang decides, and may change', async () => {
  const page = await start({ lang: 'zh-CN' })
  assert.is(page.text('title'), '添加第二验证要素')
  page.element.lang = 'en'
  await page.settled()
  assert.is(page.text('title'), 'Add a second factor')
  await page.gone()
})

texts('else the nearest lang does, that of the page too when it changes', async () => {
  document.documentElement.lang = 'zh-Hans'
  const page = await start()
  assert.is(page.text('title'), '添加第二验证要素')
  document.documentElement.lang = 'de'
  await page.settled()
  assert.is(page.text('title'), 'Add a second factor')
  page.place.setAttribute('lang', 'zh')
  page.element.requestUpdate()
  await page.settled()
  assert.is(page.text('title'), '添加第二验证要素')
  await page.gone()
  document.documentElement.removeAttribute('lang')
})

texts('within a shadow root the lang around its host counts', async () => {
  const host = document.createElement('div')
  host.setAttribute('lang', 'zh-CN')
  document.body.append(host)
  const page = await start()
  host.attachShadow({ mode: 'open' }).append(page.element as never)
  page.element.requestUpdate()
  await page.settled()
  assert.is(page.text('title'), '添加第二验证要素')
  await page.gone()
})

texts("the page's own words and messages go over the built-in ones", async () => {
  const page = await start({
    texts: { words: { chooseTitle: 'Zwei Schlösser' }, messages: { chooseFactor: () => 'Womit?' } },
  })
  assert.is(page.text('title'), 'Zwei Schlösser')
  assert.is(page.text('message'), 'Womit?')
  assert.match(page.text('choices') ?? '', 'Authenticator app')
  await page.gone()
})

texts('are never HTML', async () => {
  const page = await start({ texts: { words: { chooseTitle: '<img src=x onerror=alert(1)>' } } })
  assert.is(page.text('title'), '<img src=x onerror=alert(1)>')
  assert.is(page.root().querySelector('img'), null)
  await page.gone()
})

texts.run()
