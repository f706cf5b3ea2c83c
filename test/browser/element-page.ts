import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { TOTP } from 'otpauth'
import { build } from 'esbuild'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'

/** The script of the page and its chunks, by path. */
const bundled = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await build({
    entryPoints: { page: fileURLToPath(new URL('./element-page-script.ts', import.meta.url)) },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    outdir: '/',
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf('/')), contents]))
}

const document = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Account security</title><link rel="stylesheet" href="/page.css">
<main></main><script type="module" src="/page.js"></script>`

const css = `:root { color-scheme: light dark } body { margin: 0; background: light-dark(#eef1f5, #0e1014) }
main { display: grid; justify-items: center; padding: 16px }
@media (max-width: 360px) { main { padding: 8px } }`

const policyFor = (sandbox: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${sandbox}; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html`

export interface ElementPage {
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>['sandbox']
  /** The address of the page; `settings` are the element's attributes, and `directory`. */
  readonly url: (settings?: Readonly<Record<string, string>>) => string
  readonly close: () => Promise<void>
}

/** A page with the element, served under a strict policy, and a sandbox that it talks to over HTTP. */
export const startElementPage = async (options: SandboxOptions = {}): Promise<ElementPage> => {
  const files = await bundled()
  const { url: host, sandbox, close } = await startSandbox({ port: 0, ...options })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const script = files.get(path)
    response.setHeader('content-security-policy', policyFor(host))
    response.setHeader('referrer-policy', 'no-referrer')
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script)
    else if (path === '/token') response.setHeader('content-type', 'text/plain').end(sandbox.accessToken)
    else if (path === '/page.css') response.setHeader('content-type', 'text/css').end(css)
    else if (path === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(document)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    sandbox,
    url: (settings = {}) =>
      `http://127.0.0.1:${port}/?${new URLSearchParams({ host, app: sandbox.appId, ...settings })}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      await close()
    },
  }
}

/** Debian's Chromium, with a camera that is not there. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  })

export interface Visit {
  readonly page: Page
  /** What the browser complained of: errors of scripts, and of the policy. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** A visit with a context of its own. */
export const visit = async (
  browser: Browser,
  address: string,
  { install, ...options }: BrowserContextOptions & { readonly install?: Date } = {},
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
  await page.locator('mfa-enrollment [data-screen]').waitFor()
  return { page, complaints, close: () => context.close() }
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
