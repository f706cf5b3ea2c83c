import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { openPage, type Visit, type VisitOptions } from './chromium.ts'
import { servePage, type ServedPage } from './served-page.ts'

export { startBrowser, type Visit } from './chromium.ts'

const css = `:root { color-scheme: light dark } body { margin: 0; background: light-dark(#eef1f5, #0e1014) }
main { display: grid; justify-items: center; padding: 16px }
@media (max-width: 360px) { main { padding: 8px } }`

/** Its settings are the element's attributes, `directory`, and `fetch-token`: a token from the network for every call. */
export type ElementPage = ServedPage

/** A page with the element, served under a strict policy, and a sandbox that it talks to over HTTP. */
export const startElementPage = (options: SandboxOptions = {}): Promise<ElementPage> =>
  servePage(
    { script: new URL('./element-page-script.ts', import.meta.url), css, trustedTypes: 'lit-html' },
    options,
  )

/** A visit with a context of its own. */
export const visit = async (
  browser: Browser,
  address: string,
  options: VisitOptions = {},
): Promise<Visit> => {
  const visited = await openPage(browser, address, options)
  await visited.page.locator('mfa-enrollment [data-screen]').waitFor()
  return visited
}

/** The code an authenticator app would show for the key on the screen. */
export const codeOfKey = async (page: Page, timestamp = Date.now()): Promise<string> => {
  const secret = (await page.locator('[data-secret]').innerText()).replace(/\s/g, '')
  return new TOTP({ secret }).generate({ timestamp })
}

/** A screen of the element, by its name. */
export const screenOf = (page: Page, name: string) => page.locator(`[data-screen=${name}]`)

/** The first that has a name among its parts. */
export const part = (page: Page, name: string) => page.locator(`[part~=${name}]`).first()
