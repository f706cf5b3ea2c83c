import { createServer, type Server } from 'node:http'

const whyNot = ({ code, message }: NodeJS.ErrnoException, port: number): string => {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or choose another port (0 picks a free one)`
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this program has: choose a port above 1023`
  return `The inspector could not listen on 127.0.0.1, port ${port}: ${message}`
}

/** A server on this machine alone that serves nothing: whatever is no upgrade is answered with 401. */
export const listenLocally = (wanted: number): Promise<{ readonly server: Server; readonly port: number }> =>
  new Promise((resolve, reject) => {
    const server = createServer((_, response) => response.writeHead(401).end())
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(whyNot(cause, wanted), { cause })),
    )
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string')
        return reject(new Error('The inspector needs a TCP port'))
      resolve({ server, port: address.port })
    })
  })
