import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** Runs a test against a server that does to each connection what it is told, SMTP or not. */
export const withBrokenMailServer = async (
  greet: (socket: Socket) => void,
  run: (port: number) => Promise<void>,
): Promise<void> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    greet(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  try {
    await run(address.port)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Plays along up to the first line of the mail, and then hangs up. */
export const hangUpInData = (socket: Socket): void => {
  let inData = false
  socket.write('220 relay.invalid ESMTP\r\n')
  socket.on('data', (chunk: Buffer) => {
    if (inData) return void socket.destroy()
    inData = /^DATA\r\n/im.test(chunk.toString('latin1'))
    socket.write(inData ? '354 Go on\r\n' : '250 relay.invalid\r\n')
  })
}
