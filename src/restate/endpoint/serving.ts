import { once } from 'node:events'
import {
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2'

export type Http2Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => void

/** A service process that listens. */
export interface RunningEndpoint {
  readonly port: number
  /** Takes no more, and waits for what is under way, `graceMs` at most (10,000 by default); Restate goes on elsewhere. */
  readonly close: (options?: { readonly graceMs?: number }) => Promise<void>
}

export interface ListenOptions {
  /** A free one if 0. */
  readonly port: number
  /** `127.0.0.1` by default. Restate must reach it; nobody else need. */
  readonly hostname?: string
}

const after = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/** Over HTTP/2 without TLS, which Restate speaks to services that it is given as `http://`. */
export const listen = async (
  handler: Http2Handler,
  { port, hostname = '127.0.0.1' }: ListenOptions,
  idle: () => Promise<void>,
): Promise<RunningEndpoint> => {
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer(handler)
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  server.listen(port, hostname)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async ({ graceMs = 10_000 } = {}) => {
      const closed = once(server, 'close')
      server.close()
      for (const session of sessions) session.close()
      await Promise.race([Promise.all([idle(), closed]), after(graceMs)])
      for (const session of sessions) session.destroy()
      await closed
    },
  }
}
