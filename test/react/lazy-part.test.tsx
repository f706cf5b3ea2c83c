import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { mounting } = await import('./mounted.tsx')
const { lazyPart } = await import('../../src/react/lazy-part.tsx')
const mount = mounting(browser)

const lazily = suite('a part whose code is fetched when it is shown')
lazily.after(browser.close)

const Greeting = ({ name }: { readonly name: string }) => <b data-mfa-part="greeting">Hello {name}</b>

lazily('that cannot be fetched says so, and is asked for again', async () => {
  let attempts = 0
  const Lazy = lazyPart(async () => {
    attempts += 1
    if (attempts === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return { Greeting }
  }, 'Greeting')
  const page = await mount(<Lazy name="Mina" />)
  assert.match(page.text('unreachable'), 'The service cannot be reached')
  assert.is(attempts, 1)
  await page.click('reload')
  assert.is(page.text('greeting'), 'Hello Mina')
  await page.unmount()
})

lazily('is there at once the second time', async () => {
  let attempts = 0
  const Lazy = lazyPart(async () => {
    attempts += 1
    return { Greeting }
  }, 'Greeting')
  const first = await mount(<Lazy name="Mina" />, { strict: true })
  await first.unmount()
  const before = attempts
  const again = await mount(<Lazy name="Nils" />)
  assert.is(again.text('greeting'), 'Hello Nils')
  assert.is(attempts, before)
  await again.unmount()
})

lazily.run()
