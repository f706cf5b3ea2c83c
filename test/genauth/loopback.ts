import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** What came in, body and all. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The same as text. */
  readonly body: string
}

export interface Loopback {
  readonly url: string
  readonly received: readonly Received[]
}

const bytesOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Uint8Array.from(Buffer.concat(chunks))
}

/** The fields of a multipart body, as another implementation reads them. */
export const formOf = ({ bytes, headers }: Received): Promise<FormData> =>
  new Response(bytes, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()

/** Runs a test against a real HTTP server of its own on a free port of loopback, and closes it whatever happens. */
export const withServer = async (
  handle: (response: ServerResponse, received: Received, request: IncomingMessage) => void,
  run: (server: Loopback) => Promise<void>,
): Promise<void> => {
  const received: Received[] = []
  const server = createServer((request, response) => {
    bytesOf(request).then(
      (bytes) => {
        const one = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          bytes,
          body: new TextDecoder().decode(bytes),
        }
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
