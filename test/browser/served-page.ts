import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'

/** What a page is made of. */
export interface PageSource {
  /** Where its script stands. */
  readonly script: URL
  readonly css: string
  /** The names of the Trusted Types policies that it may make. */
  readonly trustedTypes: string
  /** Built as frameworks are while one develops: React then does everything twice that must bear it. */
  readonly isDevelopment?: boolean
}

export interface ServedPage {
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>['sandbox']
  /** The address of the page; what its script makes of the settings is its own business. */
  readonly url: (settings?: Readonly<Record<string, string>>) => string
  readonly close: () => Promise<void>
}

/** The script of a page and its chunks, by path. */
const bundled = async ({ script, isDevelopment }: PageSource): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await build({
    entryPoints: { page: fileURLToPath(script) },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': isDevelopment === true ? '"development"' : '"production"' },
    minify: isDevelopment !== true,
    write: false,
    outdir: '/',
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf('/')), contents]))
}

const document = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Account security</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
<main></main><script type="module" src="/page.js"></script>`

/** Another page of the same site, to go to and come back from. */
const elsewhere = '<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>'

const policyFor = (servers: string, trustedTypes: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${servers}; img-src data:; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
  `require-trusted-types-for 'script'; trusted-types ${trustedTypes}`

/** Each page is built once, however many sandboxes it is served with. */
const built = new Map<string, ReturnType<typeof bundled>>()
const filesOf = (source: PageSource) => {
  const name = `${source.script.href} ${source.isDevelopment === true}`
  const files = built.get(name) ?? bundled(source)
  built.set(name, files)
  return files
}

/** A page under a strict policy, and a sandbox that it talks to over HTTP. */
export const servePage = async (source: PageSource, options: SandboxOptions = {}): Promise<ServedPage> => {
  const files = await filesOf(source)
  const { url: host, sandbox, close } = await startSandbox({ port: 0, ...options })
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://page')
    // A page with a server never asks GenAuth itself.
    const asked = searchParams.get('server') ?? host
    const script = files.get(path)
    response.setHeader('content-security-policy', policyFor(asked, source.trustedTypes))
    response.setHeader('referrer-policy', 'no-referrer')
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script)
    else if (path === '/token') response.setHeader('content-type', 'text/plain').end(sandbox.accessToken)
    else if (path === '/page.css') response.setHeader('content-type', 'text/css').end(source.css)
    else if (path === '/' || path === '/elsewhere')
      response.setHeader('content-type', 'text/html; charset=utf-8').end(path === '/' ? document : elsewhere)
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
