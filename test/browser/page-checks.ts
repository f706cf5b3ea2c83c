import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the whole page, or in one frame; `off` names rules that are none of its business here. */
export const axeFindings = async (
  page: Page | Frame,
  off: readonly string[] = [],
): Promise<readonly string[]> => {
  // Said to the debugger, so that the page's policy does not keep it out.
  await page.evaluate(axe)
  return page.evaluate(async (rules) => {
    const run: unknown = Reflect.get(globalThis, 'axe')
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const results = await (run as typeof import('axe-core')).run(document, {
      runOnly: tags,
      rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
    })
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    )
  }, off)
}

/** What sticks out sideways, and what is too small for a finger. */
export const tooWideOrSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const controlsIn = (root: ParentNode): readonly Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.matches('button, input:not([type=hidden]), select') ? [element] : []),
        ...(element.shadowRoot === null ? [] : controlsIn(element.shadowRoot)),
      ])
    const { scrollWidth, clientWidth } = document.documentElement
    const shown = controlsIn(document).filter((control) => control.checkVisibility())
    const small = shown.filter((control) => {
      // A box is pressed by its label as well.
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect()
      return height < 44 || width < 44
    })
    return [
      ...(scrollWidth > clientWidth ? [`${scrollWidth} px wide on ${clientWidth}`] : []),
      ...small.map((control) => `too small: ${control.outerHTML}`),
    ]
  })

/** Everything of a page that outlives what is on the screen, or that other programs may read, as one text. */
export const keptTexts = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const attributes = (root: ParentNode): readonly string[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...[...element.attributes].map(({ name, value }) => `${name}=${value}`),
        ...(element.shadowRoot === null ? [] : attributes(element.shadowRoot)),
      ])
    return [
      ...attributes(document),
      location.href,
      document.title,
      document.cookie,
      JSON.stringify(history.state),
      JSON.stringify([localStorage, sessionStorage].map((storage) => Object.entries(storage))),
      JSON.stringify(Reflect.get(globalThis, 'events')),
      ...performance.getEntries().map(({ name }) => name),
    ].join('\n')
  })
