import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** Debian's Chromium, with a camera that is not there. */
export const startBrowser = ({ keepsPages = false, mayUseCamera = true } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    // Playwright switches off that a page one goes back to was kept as it was.
    ...(keepsPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      `--use-fake-ui-for-media-stream${mayUseCamera ? '' : '=deny'}`,
      '--use-fake-device-for-media-stream',
    ],
  })

export interface Visit {
  readonly page: Page
  /** What the browser complained of: errors of scripts, and of the policy. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export interface VisitOptions extends BrowserContextOptions {
  /** Puts the page's clock into the test's hands, from this moment on. */
  readonly install?: Date
}

/** A visit with a context of its own. */
export const openPage = async (
  browser: Browser,
  address: string,
  { install, ...options }: VisitOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  // What tsx writes into functions that are sent to the page.
  await page.addInitScript('globalThis.__name = (named) => named')
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  if (install !== undefined) await page.clock.install({ time: install })
  await page.goto(address)
  return { page, complaints, close: () => context.close() }
}

/** From here on the time of a page whose clock was installed is the test's: it stands still until it is moved. */
export const stopClock = async (page: Page): Promise<void> => {
  const soon = new Date((await page.evaluate(() => Date.now())) + 100)
  try {
    await page.clock.pauseAt(soon)
  } catch (cause) {
    // A busy machine takes longer than that to say so.
    if (!String(cause).includes('to the past')) throw cause
    await stopClock(page)
  }
}
