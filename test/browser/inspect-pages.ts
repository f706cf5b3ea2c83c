import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const bundled = async (name: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

const document = (body: string, script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Page</title>${body}
<script type="module">${script.replaceAll('</script', '<\\/script')}</script>`

/** A server of one page, and so an origin of its own. */
const serve = async (html: string) => {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The page of a host, a viewer, and a page of somebody else, each of another origin. */
export const startInspectPages = async () => {
  const [hostScript, viewerScript] = await Promise.all([
    bundled('./inspect-page-script.ts'),
    bundled('./inspect-viewer-script.ts'),
  ])
  const stranger = await serve(document('', ''))
  const viewer = await serve(document('', viewerScript))
  const host = await serve(
    document(
      `<iframe name="viewer"></iframe><iframe name="stranger" src="${stranger.url}"></iframe>`,
      hostScript,
    ),
  )
  return {
    host: host.url,
    viewer: viewer.url,
    stranger: stranger.url,
    close: () => Promise.all([host.close(), viewer.close(), stranger.close()]),
  }
}
