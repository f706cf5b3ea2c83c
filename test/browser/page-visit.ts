import type { Browser, Page } from 'playwright-core'
import { viewerFiles, withinPage } from '../../src/cli/inspect/viewer-files.ts'
import { pageFiles } from '../../src/cli/web/page-files.ts'
import { startPage, type RunningPage } from '../../src/cli/web/start-page.ts'
import { openPage, type Visit, type VisitOptions } from './chromium.ts'

/** A visit of the page as it was built, with a server of its own. */
export interface PageVisit extends Visit {
  readonly site: RunningPage
  /** The hosts that anything was asked of. */
  readonly hosts: ReadonlySet<string>
}

export interface PageVisitOptions extends VisitOptions {
  /** As with --inspect. */
  readonly inspect?: boolean
  /** Enrollments run at the page's server. */
  readonly server?: boolean
}

const viewer = () => {
  const built = viewerFiles()
  if (built === null) throw new Error('The viewer is not built: npm run build:bundles')
  return withinPage(built)
}

/** Starts the page and lets a browser in by its link. */
export const visitPage = async (
  browser: Browser,
  { inspect = false, server = false, ...options }: PageVisitOptions = {},
): Promise<PageVisit> => {
  const files = pageFiles()
  if (files === null) throw new Error('The page is not built: npm run build:page')
  const site = await startPage({ files, viewer: inspect ? viewer() : null, server, port: 0 })
  const visited = await openPage(browser, 'about:blank', {
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  const hosts = new Set<string>()
  visited.page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await visited.page.goto(site.newLink())
  await visited.page.locator('[part~=choice-otp]').waitFor()
  const close = async () => {
    await visited.close()
    await site.close()
  }
  return { ...visited, site, hosts, close }
}

/** What the person's clipboard holds. */
export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

/** The types of the factors that the person at the page has. */
export const boundOf = ({ playground }: RunningPage): readonly string[] => {
  const state: unknown = playground.state()
  const userId = typeof state === 'object' && state !== null ? Reflect.get(state, 'userId') : null
  return playground.sandbox.factors(String(userId)).map(({ factorType }) => factorType)
}

/** The requests of the log, the newest first: `POST enroll-factor`. */
export const logged = (page: Page): Promise<readonly string[]> =>
  page.locator('.request-call').allInnerTexts()

/** A switch or button of the list of things to try. */
export const control = (page: Page, trial: string) => page.locator(`[data-trial=${trial}] button`)

/** Whether a thing to try counts as tried. */
export const isTried = (page: Page, trial: string) =>
  page.locator(`[data-trial=${trial}][data-tried]`).waitFor()
