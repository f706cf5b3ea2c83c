import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface ViewerVisit {
  readonly page: Page
  /** Errors and warnings of scripts, and of the policy. */
  readonly complaints: readonly string[]
  /** Requests that left the machine, or tried to. */
  readonly strayed: readonly string[]
  readonly close: () => Promise<void>
}

/** A visit to the viewer, with all that a browser has to complain of. */
export const visitViewer = async (
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<ViewerVisit> => {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const strayed: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) strayed.push(request.url())
  })
  await page.goto(address)
  await page.locator('[data-state]').first().waitFor()
  return { page, complaints, strayed, close: () => context.close() }
}

/** Waits until the page shows a state, in its panel and in its picture. */
export const showsState = async (page: Page, path: string): Promise<void> => {
  await page.locator('.state-name', { hasText: new RegExp(`^${path.replace('.', '\\.')}$`) }).waitFor()
  await page.locator(`[data-state="enrollment.${path}"].innermost`).waitFor()
}

/** What axe finds, rule and place. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const run: unknown = Reflect.get(globalThis, 'axe')
    const { violations } = await (run as typeof import('axe-core')).run(document)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}
