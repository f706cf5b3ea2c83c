import { readFileSync } from 'node:fs'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import type { FactorType } from '../../src/index.ts'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { openPage, type Visit, type VisitOptions } from './chromium.ts'
import { servePage, type ServedPage } from './served-page.ts'

/** The looks of the example that people begin with. */
const css = readFileSync(new URL('../../docs/examples/react-vite/src/style.css', import.meta.url), 'utf8')

/** A settings page in React, served under a strict policy, and a sandbox that it talks to over HTTP. */
export const startReactPage = (
  options: SandboxOptions = {},
  { isDevelopment = false } = {},
): Promise<ServedPage> =>
  servePage(
    {
      script: new URL('./react-page-script.tsx', import.meta.url),
      css,
      trustedTypes: "'none'",
      isDevelopment,
    },
    options,
  )

/** A visit with a context of its own, once there is something to choose. */
export const visit = async (
  browser: Browser,
  address: string,
  options: VisitOptions = {},
): Promise<Visit> => {
  const visited = await openPage(browser, address, options)
  await part(visited.page, 'flow').waitFor()
  return visited
}

/** The first part of that name. */
export const part = (page: Page, name: string) => page.locator(`[data-mfa-part='${name}']`).first()

/** The flow, in one of its states. */
export const inState = (page: Page, state: string) =>
  page.locator(`[data-mfa-part=flow][data-state=${state}]`)

/** Goes from the choice to the preparation of a factor. */
export const choose = (page: Page, factorType: FactorType) =>
  page.locator(`[data-mfa-part=choice][data-state=${factorType}]`).click()

/** Goes from the choice to the open challenge of an app. */
export const openApp = async (page: Page): Promise<void> => {
  await choose(page, 'OTP')
  await part(page, 'continue').click()
  await part(page, 'manual-key').waitFor()
}

/** Goes from the choice to the code that was sent by e-mail. */
export const openMail = async (page: Page, address = 'ann@example.org'): Promise<void> => {
  await choose(page, 'EMAIL')
  await part(page, 'email').fill(address)
  await part(page, 'send').click()
  await part(page, 'code-input').waitFor()
}

/** The code an authenticator app would show for the key on the screen. */
export const codeOfKey = async (page: Page, timestamp = Date.now()): Promise<string> => {
  const secret = (await part(page, 'manual-key').innerText()).replace(/\s/g, '')
  return new TOTP({ secret }).generate({ timestamp })
}

/** Says that the recovery code is saved, and goes on. */
export const saveRecoveryCode = async (page: Page): Promise<void> => {
  await part(page, 'saved').locator('input').check()
  await part(page, 'continue').click()
  await inState(page, 'done').waitFor()
}

/** How often the sandbox was asked for something. */
export const asked = ({ sandbox }: ServedPage, endpoint: string): number =>
  sandbox.requests.filter((request) => request.endpoint === endpoint).length

/** The code of the message that was sent last. */
export const lastCode = ({ sandbox }: ServedPage): string => sandbox.outbox.at(-1)?.code ?? ''

/** A code that is not the one shown now. */
export const wrongCode = (code: string): string => (code === '000000' ? '000001' : '000000')
