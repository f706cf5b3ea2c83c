import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { bundledViewer } from '../viewer/bundled-viewer.ts'
import { startBrowser } from './element-page.ts'

/** The same for both pages; evaluating text is forbidden, which ELK must do without. */
const policy =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

const hostPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<link rel="icon" href="/viewer/icon.svg">
<body><iframe title="Inspector" width="1200" height="800" src="/viewer/"></iframe>
<script type="module" src="/host.js"></script>`

const startHost = async () => {
  const script = fileURLToPath(new URL('./viewer-host-script.ts', import.meta.url))
  const { outputFiles } = await build({
    entryPoints: { host: script },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    outdir: '/',
    logLevel: 'silent',
  })
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(path.lastIndexOf('/')),
      { type: 'text/javascript', content: contents },
    ]),
  )
  for (const [name, file] of await bundledViewer()) files.set(`/viewer/${name}`, file)
  const page = files.get('/viewer/index.html')
  const marked = new TextDecoder().decode(page?.content).replace('<html', '<html data-channel="page"')
  files.set('/viewer/', { type: 'text/html', content: new TextEncoder().encode(marked) })
  files.set('/', { type: 'text/html', content: new TextEncoder().encode(hostPage) })
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    response.setHeader('content-security-policy', policy)
    if (file === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', file.type).end(file.content)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

interface Context {
  browser: Browser
  host: Awaited<ReturnType<typeof startHost>>
  page: Page
  viewer: FrameLocator
  complaints: string[]
}

const host = suite<Context>('the viewer beside a running enrollment')

host.before(async (context) => {
  context.browser = await startBrowser()
  context.host = await startHost()
})
host.after(async (context) => {
  await context.browser.close()
  await context.host.close()
})
host.before.each(async (context) => {
  context.page = await context.browser.newPage()
  context.page.setDefaultTimeout(10_000)
  context.complaints = []
  context.page.on('pageerror', (error) => context.complaints.push(error.message))
  context.page.on('console', (message) => {
    if (message.type() === 'error') context.complaints.push(message.text())
  })
  await context.page.goto(context.host.url)
  context.viewer = context.page.frameLocator('iframe[title=Inspector]')
})
host.after.each(async ({ page }) => {
  await page.close()
})

host(
  "shows the page's enrollment, and an event from it moves the actor",
  async ({ page, viewer, complaints }) => {
    await viewer.locator('.state-name', { hasText: 'idle' }).waitFor()
    await viewer.locator('.connection[data-is=live]').waitFor()
    await viewer.locator('[data-command="factor.chosen"]').click()
    await page.locator('body[data-state=awaitingCode]').waitFor()
    await viewer.locator('.state-name', { hasText: 'awaitingCode' }).waitFor()
    await viewer.locator('[name=code]').fill('1')
    await viewer.locator('[data-command="code.submitted"]').click()
    await viewer.locator('.outcome.refusal').waitFor()
    await viewer.locator('[data-command="enrollment.cancelled"]').click()
    await page.locator('body[data-state=cancelled]').waitFor()
    assert.equal(complaints, [])
  },
)

host('listens to the page around it alone, and is listened to alone', async ({ page, viewer }) => {
  await viewer.locator('.state-name', { hasText: 'idle' }).waitFor()
  const enrollmentId = await page.locator('body').getAttribute('data-enrollment')
  // A second frame is of the same origin, and neither the page nor the viewer of the page.
  await page.evaluate(async (id) => {
    const stranger = document.createElement('iframe')
    stranger.src = '/viewer/icon.svg'
    const loaded = new Promise((resolve) => stranger.addEventListener('load', resolve))
    document.body.append(stranger)
    await loaded
    const data = {
      mfaEnrollment: 'viewer',
      type: 'send',
      number: 1,
      enrollmentId: id,
      command: { type: 'enrollment.cancelled' },
    }
    const told = { data, origin: location.origin, source: stranger.contentWindow }
    window.dispatchEvent(new MessageEvent('message', told))
  }, enrollmentId)
  assert.is(await page.locator('body').getAttribute('data-state'), null)
  await viewer.locator('.state-name', { hasText: 'idle' }).waitFor()
})

host(
  'a machine without a stored layout is laid out in the page, under a policy without eval',
  async ({ page, complaints }) => {
    await page.locator('body[data-laid-out="other.a other.b"]').waitFor()
    assert.equal(complaints, [])
  },
)

host.run()
