import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EnrollmentInspection } from '../../src/inspect/index.ts'
import { bundledViewer, type ViewerFile } from './bundled-viewer.ts'

/** No exception for styles or scripts, and no markup made by scripts. */
const policy =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

export interface ViewerServer {
  readonly url: string
  readonly port: number
  /** The bodies of the commands that came. */
  readonly commands: readonly string[]
  readonly close: () => Promise<void>
}

const readBody = async (request: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The two ends that a viewer talks to, and its files, over loopback. */
export const startViewerServer = async (
  inspection: Pick<EnrollmentInspection, 'subscribe' | 'send'>,
  {
    port: wanted = 0,
    files,
  }: { readonly port?: number; readonly files?: ReadonlyMap<string, ViewerFile> } = {},
): Promise<ViewerServer> => {
  const served = files ?? (await bundledViewer())
  const commands: string[] = []
  const stream = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.flushHeaders()
    const unsubscribe = inspection.subscribe((frame) => response.write(`data: ${JSON.stringify(frame)}\n\n`))
    response.on('close', unsubscribe)
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://viewer')
    response.setHeader('content-security-policy', policy)
    response.setHeader('referrer-policy', 'no-referrer')
    if (pathname === '/token/frames') return stream(response)
    if (pathname === '/token/commands' && request.method === 'POST') {
      void readBody(request).then((body) => {
        commands.push(body)
        const { enrollmentId, command } = JSON.parse(body)
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(inspection.send(enrollmentId, command)))
      })
      return undefined
    }
    const file = served.get(pathname.replace('/token/', '') || 'index.html')
    if (file === undefined) return response.writeHead(404).end()
    return response.setHeader('content-type', file.type).end(file.content)
  })
  await new Promise<void>((resolve) => {
    server.listen(wanted, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/token/`,
    port,
    commands,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
