import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'

/** Gives each connection to the next target in turn that takes it, as a balancer in front of several processes. */
export const startTcpBalancer = async () => {
  let targets: readonly number[] = []
  let next = 0
  const sockets = new Set<Socket>()

  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

  const connected = async (port: number): Promise<Socket | null> => {
    const upstream = keep(createConnection({ port, host: '127.0.0.1' }))
    try {
      await once(upstream, 'connect')
      return upstream
    } catch {
      return null
    }
  }

  const anyTarget = async (): Promise<Socket | null> => {
    const first = next++
    const turned = targets.map((_, index) => targets[(first + index) % targets.length])
    for (const port of turned) {
      const upstream = port === undefined ? null : await connected(port)
      if (upstream !== null) return upstream
    }
    return null
  }

  const join = async (client: Socket) => {
    client.on('error', () => client.destroy())
    const upstream = await anyTarget()
    if (upstream === null || client.destroyed) {
      upstream?.destroy()
      return client.destroy()
    }
    const endBoth = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) socket.on('error', endBoth).on('close', endBoth)
    return client.pipe(upstream).pipe(client)
  }

  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }

  const server = createServer({ pauseOnConnect: false }, (client) => void join(keep(client)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    to: (ports: readonly number[]): void => {
      targets = ports
    },
    /** Every connection breaks; who had one may come again. */
    cut,
    close: () => {
      cut()
      server.close()
    },
  }
}
