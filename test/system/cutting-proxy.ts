import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'

export type Cut = 'never' | 'before COMMIT' | 'after COMMIT'

/** Stands between the pool and the server, and cuts a connection at its COMMIT. */
export const startCuttingProxy = async (
  socketPath: string,
  cutOnce: Cut,
  cutAfterThat: Cut | 'all' = 'never',
) => {
  let cut: Cut | 'all' = 'never'
  const sockets: Socket[] = []
  const server = createServer((client) => {
    if (cut === 'all') return client.destroy()
    const upstream = createConnection(socketPath)
    sockets.push(client, upstream)
    const endBoth = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) socket.on('error', endBoth).on('close', endBoth)
    upstream.on('data', (data) => client.write(data))
    client.on('data', (data) => {
      if (cut === 'never' || cut === 'all' || !data.includes('COMMIT\0')) return upstream.write(data)
      const when = cut
      cut = cutAfterThat
      if (when === 'before COMMIT') return endBoth()
      // The server's answer is heard here, and goes no further.
      upstream.removeAllListeners('data').once('data', endBoth)
      return upstream.write(data)
    })
    return undefined
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    arm: () => (cut = cutOnce),
    end: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
