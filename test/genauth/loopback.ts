import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** What came in, body and all. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Loopback {
  readonly url: string
  readonly received: readonly Received[]
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: string[] = []
  request.setEncoding('utf8')
  for await (const chunk of request) chunks.push(String(chunk))
  return chunks.join('')
}

/** Runs a test against a real HTTP server of its own on a free port of loopback, and closes it whatever happens. */
export const withServer = async (
  handle: (response: ServerResponse, received: Received, request: IncomingMessage) => void,
  run: (server: Loopback) => Promise<void>,
): Promise<void> => {
  const received: Received[] = []
  const server = createServer((request, response) => {
    bodyOf(request).then(
      (body) => {
        const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
        received.push(one)
        handle(response, one, request)
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  try {
    await run({ url: `http://127.0.0.1:${address.port}`, received })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Answers a JSON body. */
export const json = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Answers a text as it is. */
export const text = (
  response: ServerResponse,
  body: string,
  status = 200,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, headers).end(body)
}
