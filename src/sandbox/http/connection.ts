import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Bindings } from './bindings.ts'

const causes = {
  ECONNREFUSED: 'connect ECONNREFUSED',
  ECONNRESET: 'read ECONNRESET',
  UND_ERR_SOCKET: 'other side closed',
} as const

/** Thrown where there is no socket, as `fetch` throws when the network fails: its `cause` has the `code`. */
export class ConnectionLost extends TypeError {
  override readonly name = 'ConnectionLost'

  constructor(code: keyof typeof causes) {
    super('fetch failed: the sandbox ended the connection, as a fault told it to', {
      cause: Object.assign(new Error(causes[code]), { code }),
    })
  }
}

// A new object each time, for middleware adds headers to it.
const alreadySent = (): Response =>
  new Response(null, { headers: new Headers(RESPONSE_ALREADY_SENT.headers) })

/** Closes the connection without a byte. */
export const closeConnection = ({ incoming }: Bindings): Response => {
  if (incoming === undefined) throw new ConnectionLost('UND_ERR_SOCKET')
  incoming.socket.destroy()
  return alreadySent()
}

/** Ends the connection by a TCP reset, without a byte. */
export const resetConnection = ({ incoming }: Bindings): Response => {
  if (incoming === undefined) throw new ConnectionLost('ECONNRESET')
  incoming.socket.resetAndDestroy()
  return alreadySent()
}

/** What a request meets that came in just before nothing listened any more. */
export const refuseConnection = (bindings: Bindings): Response => {
  if (bindings.incoming === undefined) throw new ConnectionLost('ECONNREFUSED')
  return closeConnection(bindings)
}

/**
 * Resets the connection once the kernel has everything written so far, for a reset drops what is still queued;
 * and a moment later, for a client on libuv that meets data and reset at once takes the reset for an orderly end.
 */
export const resetAfterWriting = async ({ incoming, outgoing }: Bindings): Promise<void> => {
  if (incoming === undefined) throw new ConnectionLost('ECONNRESET')
  const { socket } = incoming
  const isWritten = () => socket.destroyed || (outgoing?.headersSent !== false && socket.writableLength === 0)
  while (!isWritten()) await pause(5)
  await pause(5)
  // After the poll phase: a client in this very process has read by then.
  await immediate()
  socket.resetAndDestroy()
}

/** Waits until one of the signals aborts. */
export const aborted = (signals: readonly (AbortSignal | undefined)[]): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      for (const signal of signals) signal?.removeEventListener('abort', settle)
      resolve()
    }
    for (const signal of signals) signal?.addEventListener('abort', settle)
    if (signals.some((signal) => signal?.aborted)) settle()
  })
