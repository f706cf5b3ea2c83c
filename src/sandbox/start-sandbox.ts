import { setMaxListeners } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createSandbox, type Sandbox } from './create-sandbox.ts'
import { obeyRefused } from './http/outage.ts'
import type { SandboxOptions } from './sandbox-options.ts'

export interface StartSandboxOptions extends SandboxOptions {
  /** The TCP port; 0 picks a free one. */
  readonly port: number
  /** The address to listen on; default `127.0.0.1`. Anything else may let other machines in. */
  readonly hostname?: string
}

/** A sandbox that listens. */
export interface RunningSandbox {
  /** What a client takes as its host, such as `http://127.0.0.1:4000`. */
  readonly url: string
  /** Where the messages can be read, as JSON. The address holds the `adminToken`: keep it to yourself. */
  readonly outbox: string
  readonly sandbox: Sandbox
  /** Stops listening and ends every connection at once, also those of hanging requests. */
  readonly close: () => Promise<void>
}

const listen = (server: Server, port: number, hostname: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(whyNot(cause, port, hostname), { cause })),
    )
    server.listen(port, hostname, () => {
      const address = server.address()
      if (address === null || typeof address === 'string')
        return reject(new Error('The sandbox needs a TCP port'))
      resolve(address)
    })
  })

const whyNot = ({ code, message }: NodeJS.ErrnoException, port: number, hostname: string): string => {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${hostname} is in use: stop the program that listens there, or choose another port (0 picks a free one)`
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this program has: choose a port above 1023`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address ${hostname}: leave hostname out, or name one of its own addresses`
  }
  return `The sandbox could not listen on ${hostname}, port ${port}: ${message}`
}

const bracketed = (hostname: string): string => (hostname.includes(':') ? `[${hostname}]` : hostname)

/** The names under which the operator's pages answer. A browser leaves out port 80. */
const hostsOf = (hostname: string, port: number): readonly string[] =>
  ['127.0.0.1', 'localhost', '[::1]', bracketed(hostname).toLowerCase()].flatMap((name) =>
    port === 80 ? [name, `${name}:${port}`] : [`${name}:${port}`],
  )

const createOrClose = (server: Server, options: SandboxOptions): Sandbox => {
  try {
    return createSandbox(options)
  } catch (error) {
    server.close()
    throw error
  }
}

/**
 * Starts a GenAuth V3 server for development and tests, on this machine only unless told otherwise.
 *
 * @returns once it listens; rejects with what to do when it cannot (port in use, no such address), or as
 *   `createSandbox` throws.
 *
 * @example
 * const { url, sandbox, close } = await startSandbox({ port: 0 })
 * // point a client at `url`, with `sandbox.appId` and `sandbox.accessToken`
 * await close()
 */
export const startSandbox = async (options: StartSandboxOptions): Promise<RunningSandbox> => {
  const { port: wanted, hostname = '127.0.0.1', ...rest } = options
  const server = createServer()
  const { port, address } = await listen(server, wanted, hostname)
  // "Every address" is no address that a client could use.
  const reachable = hostname === '0.0.0.0' || hostname === '::' ? '127.0.0.1' : bracketed(hostname)
  const url = `http://${reachable}:${port}`
  const hosts = hostsOf(hostname, port)
  // Only now: tokens name the address, and with port 0 nobody knew it. No request can have come in yet, for
  // since the server began to listen this program has not given way to anything.
  const sandbox = createOrClose(server, { origin: url, ...rest })
  const closing = new AbortController()
  // Everything that hangs listens to it, and no number of those is a leak.
  setMaxListeners(0, closing.signal)
  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      sandbox.fetch(request, { incoming, outgoing, closing: closing.signal, hosts }),
    // The adapter would otherwise replace the program's own Request and Response.
    { overrideGlobalObjects: false },
  )
  server.on('request', (incoming, outgoing) => void listener(incoming, outgoing))
  const stopObeying = obeyRefused(server, { port, address }, sandbox.faults)
  let closed: Promise<void> | undefined
  return {
    url,
    outbox: `${url}/sandbox/${sandbox.adminToken}/outbox`,
    sandbox,
    close: () => {
      closed ??= new Promise((resolve) => {
        stopObeying()
        // The end of an outage would keep the program alive.
        sandbox.faults.clear()
        server.close(() => resolve())
        closing.abort()
        server.closeAllConnections()
      })
      return closed
    },
  }
}
