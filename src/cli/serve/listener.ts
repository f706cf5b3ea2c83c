import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { RequestContext } from '../../server/index.ts'

export interface ListenerOptions {
  readonly port: number
  readonly hostname: string
  readonly maxConnections: number
  readonly fetch: (request: Request, context: RequestContext) => Promise<Response>
  /** Replaces some of how long it waits for slow clients. */
  readonly patience?: Partial<typeof usualPatience>
}

export interface Listener {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  /** Takes no more connections, and waits `graceMs` at most for the requests that are under way. */
  readonly close: (graceMs: number) => Promise<void>
}

/**
 * A client that is slow on purpose holds a connection for so long, and no longer: ten seconds for the headers, thirty
 * for a whole request. An idle connection stays for longer than balancers keep theirs, which is a minute, for
 * otherwise they now and then send a request into one that closes.
 */
const usualPatience = {
  /** Nothing came or went: who does not read their answer. Streams say something each 15 s. */
  timeout: 60_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}

/** How many requests of one connection are answered at a time. Browsers and proxies send the next after the answer. */
const mostAtOnce = 16

/**
 * Cuts off who sends requests without end and reads no answer: Node begins all that have come, and keeps every answer
 * until it is read, so a few small packets would fill the memory.
 */
const createCrowdControl = () => {
  const underWay = new WeakMap<Socket, number>()
  /** Whether the request may be answered; else its connection is closed. */
  return ({ socket }: IncomingMessage, outgoing: ServerResponse): boolean => {
    const count = (underWay.get(socket) ?? 0) + 1
    if (count > mostAtOnce) {
      socket.destroy()
      return false
    }
    underWay.set(socket, count)
    outgoing.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1))
    return true
  }
}

const bracketed = (hostname: string): string => (hostname.includes(':') ? `[${hostname}]` : hostname)

const urlOf = (server: Server, hostname: string): string => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  // "Every address" is no address that a client could use.
  const reachable = hostname === '0.0.0.0' || hostname === '::' ? '127.0.0.1' : bracketed(hostname)
  return `http://${reachable}:${port}`
}

const listening = (server: Server, { port, hostname }: ListenerOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** Rejects as Node does where it cannot listen (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`). */
export const startListener = async (options: ListenerOptions): Promise<Listener> => {
  const answer = getRequestListener(
    (request, { incoming, outgoing }) => {
      const { remoteAddress } = incoming.socket
      const hangUp = () => void outgoing.destroy()
      return options.fetch(request, { hangUp, ...(remoteAddress !== undefined && { remoteAddress }) })
    },
    // The adapter would otherwise replace the program's own Request and Response.
    { overrideGlobalObjects: false },
  )
  const { timeout: stalledMs, ...patience } = { ...usualPatience, ...options.patience }
  const mayAnswer = createCrowdControl()
  const server = createServer(patience, (incoming, outgoing) => {
    if (mayAnswer(incoming, outgoing)) void answer(incoming, outgoing)
  })
  server.timeout = stalledMs
  server.maxConnections = options.maxConnections
  await listening(server, options)
  return {
    url: urlOf(server, options.hostname),
    close: (graceMs) =>
      new Promise((resolve) => {
        const enough = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(enough)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
