import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Faults } from '../faults/active-faults.ts'

/** Somebody else may have taken the port meanwhile, ms. */
const tryAgainMs = 100

/**
 * Makes a server obey the fault `refused`: it stops listening and ends every connection, and listens again
 * where it was when the fault is over. Answers the way to stop obeying.
 */
export const obeyRefused = (
  server: Server,
  { port, address }: { readonly port: number; readonly address: string },
  faults: Pick<Faults, 'watchRefused'>,
): (() => void) => {
  const sockets = new Set<Socket>()
  const answeringOperator = new Set<Socket>()
  let mayListen = true
  let retry: NodeJS.Timeout | undefined

  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  // Whoever scripts the fault over HTTP still gets the answer.
  server.prependListener('request', ({ url, socket }, outgoing) => {
    if (!url?.startsWith('/sandbox/')) return
    answeringOperator.add(socket)
    outgoing.once('close', () => {
      answeringOperator.delete(socket)
      if (!mayListen) socket.destroySoon()
    })
  })

  const listen = (): void => {
    if (mayListen && !server.listening) server.listen(port, address)
  }
  const close = (): void => {
    clearTimeout(retry)
    server.close()
    for (const socket of sockets) if (!answeringOperator.has(socket)) socket.destroy()
  }
  server.on('error', () => {
    if (mayListen) retry = setTimeout(listen, tryAgainMs)
  })
  const unwatch = faults.watchRefused((refused) => {
    mayListen = !refused
    if (refused) close()
    else listen()
  })
  return () => {
    unwatch()
    mayListen = false
    clearTimeout(retry)
  }
}
