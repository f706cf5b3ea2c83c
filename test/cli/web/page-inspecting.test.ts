import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startPage } from '../../../src/cli/web/start-page.ts'
import { withinPage } from '../../../src/cli/inspect/viewer-files.ts'
import { enter, rawAsk } from '../loopback/raw-ask.ts'

const html = (body: string) =>
  new Map([
    ['/index.html', { type: 'text/html; charset=utf-8', body: new TextEncoder().encode(body) }],
    ['/main.js', { type: 'text/javascript; charset=utf-8', body: new TextEncoder().encode(body) }],
  ])
const files = html('<html lang="en">the page')
const viewer = withinPage(html('<html lang="en">the viewer'))

const visited = async (options: Pick<Parameters<typeof startPage>[0], 'viewer'>) => {
  const page = await startPage({ files, ...options, port: 0 })
  const cookie = await enter(page.newLink())
  const ask = (path: string, headers = {}) =>
    rawAsk(`${page.origin}${path}`, { headers: { cookie, ...headers } })
  return { page, ask }
}

/** The directives of an answer, by name. */
const policyOf = ({ headers }: Awaited<ReturnType<typeof rawAsk>>) =>
  Object.fromEntries(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => directive.split(/ (.*)/, 2)),
  ) as Readonly<Record<string, string>>

const inspecting = suite('the page’s server, inspecting')

inspecting('without --inspect there is no viewer, no frame, and the page is told nothing', async () => {
  const { page, ask } = await visited({})
  const answer = await ask('/')
  assert.is(answer.text, '<html lang="en">the page')
  assert.is(policyOf(answer)['frame-src'], undefined)
  assert.is(policyOf(answer)['frame-ancestors'], "'none'")
  assert.is(answer.headers['x-frame-options'], 'DENY')
  for (const path of ['/viewer/', '/viewer/main.js', '/viewer'])
    assert.is((await ask(path)).status, 404, path)
  await page.close()
})

inspecting('the page is told, may show a frame of its own server, and may stand in none', async () => {
  const { page, ask } = await visited({ viewer })
  const answer = await ask('/')
  assert.is(answer.text, '<html data-inspect="" lang="en">the page')
  assert.is(policyOf(answer)['frame-src'], "'self'")
  assert.is(policyOf(answer)['frame-ancestors'], "'none'")
  assert.is(answer.headers['x-frame-options'], 'DENY')
  await page.close()
})

inspecting('the viewer may stand in a page of its own server alone, and show no frame', async () => {
  const { page, ask } = await visited({ viewer })
  const answer = await ask('/viewer/?lang=en')
  assert.is(answer.text, '<html data-channel="page" lang="en">the viewer')
  assert.is(policyOf(answer)['frame-ancestors'], "'self'")
  assert.is(policyOf(answer)['frame-src'], undefined)
  assert.is(answer.headers['x-frame-options'], 'SAMEORIGIN')
  assert.match((await ask('/viewer/main.js')).text, 'the viewer')
  for (const path of ['/viewer', '/viewer/page.js', '/viewer/../main.js/', '/viewer//'])
    assert.is((await ask(path)).status, 404, path)
  await page.close()
})

inspecting('everything else of the policy is the same for both, and none goes without', async () => {
  const { page, ask } = await visited({ viewer })
  const { 'frame-src': _, 'frame-ancestors': __, ...ofPage } = policyOf(await ask('/'))
  const { 'frame-ancestors': ___, ...ofViewer } = policyOf(await ask('/viewer/'))
  assert.equal(ofPage, ofViewer)
  assert.is(ofPage['default-src'], "'none'")
  assert.is(ofPage['require-trusted-types-for'], "'script'")
  for (const path of ['/play/person', '/viewer/none', '/api/v3/none']) {
    const answer = await ask(path)
    assert.match(String(answer.headers['content-security-policy']), "default-src 'none'", path)
    assert.is(answer.headers['cache-control'], 'no-store', path)
  }
  await page.close()
})

inspecting('nobody gets the viewer without the cookie, or from another page', async () => {
  const { page, ask } = await visited({ viewer })
  assert.is((await rawAsk(`${page.origin}/viewer/`)).status, 403)
  assert.is((await ask('/viewer/', { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.is((await ask('/viewer/', { 'sec-fetch-site': 'same-origin' })).status, 200)
  await page.close()
})

inspecting.run()
