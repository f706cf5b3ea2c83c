// Clients of `mfa-enroll serve` that are slow on purpose.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { InspectedProcess } from './inspected-process.ts'
import type { Served } from './served.ts'

interface Kind {
  readonly count: number
  readonly begins: string
  /** What it sends twice a second from then on. */
  readonly dribbles?: string
  readonly reads: boolean
  /** It closes its half of the connection. */
  readonly ends?: true
}

const kindsFor = (accessToken: string) => {
  const head = (line: string) => `${line} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${accessToken}\r\n`
  /** Of 45 KB: the largest answer there is. */
  const ask = `${head('GET /openapi.json')}\r\n`
  const post = `${head('POST /enrollments')}content-type: application/json\r\ncontent-length: 5000\r\n\r\n`
  return {
    neverAsks: { count: 100, begins: '', reads: true },
    endsInItsHeaders: { count: 100, begins: 'GET / HTTP/1.1\r\nx-half: ', reads: false, ends: true },
    headersByteByByte: { count: 100, begins: 'GET / HTTP/1.1\r\nx-slow: ', dribbles: 'x', reads: true },
    bodyByteByByte: { count: 100, begins: `${post}{`, dribbles: ' ', reads: true },
    asksAHundredTimesAtOnce: { count: 100, begins: ask.repeat(100), reads: false },
    asksOnAndOnAndReadsNothing: { count: 5, begins: ask, dribbles: ask.repeat(10), reads: false },
    readsNoAnswer: { count: 100, begins: ask.repeat(16), reads: false },
    staysAfterItsAnswer: { count: 100, begins: `${head('GET /healthz')}\r\n`, reads: true },
  } as const satisfies Readonly<Record<string, Kind>>
}
export type KindName = keyof ReturnType<typeof kindsFor>

/** A connection on which nothing is read unless told. */
export const connection = ({ url }: Served, begins: string): Socket => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(begins)
  return socket
}

const clientOf = async (server: Served, name: string, { begins, dribbles, reads, ends }: Kind) => {
  const socket = connection(server, begins)
  if (reads) socket.resume()
  await once(socket, 'connect')
  if (ends === true) socket.end()
  if (dribbles !== undefined) {
    const dribbling = setInterval(() => socket.write(dribbles), 500)
    socket.once('close', () => clearInterval(dribbling))
  }
  return { name, socket, port: socket.localPort ?? 0 }
}

/** Some slow clients of every kind. Whom the server has let go, it tells itself: who reads nothing does not notice. */
export const slowClients = async (server: Served, inside: InspectedProcess, accessToken: string) => {
  const began = performance.now()
  const clients = await Promise.all(
    Object.entries(kindsFor(accessToken)).flatMap(([name, kind]) =>
      Array.from({ length: kind.count }, () => clientOf(server, name, kind)),
    ),
  )
  // Connections are taken in turn: once this one is answered, the server has taken all before it.
  await once(connection(server, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n').resume(), 'close')
  const goneAfter = new Map<string, number>()
  return {
    count: clients.length,
    /** How many of these there are. */
    countOf: (name: KindName): number => clients.filter((one) => one.name === name).length,
    /** When the first of a kind was seen to be gone, seconds after it came. */
    firstGoneAfter: (name: KindName): number => (goneAfter.get(name) ?? Number.NaN) / 1_000,
    /** Looks who has gone, and says how many are there. */
    stillThere: async (): Promise<number> => {
      const connected = new Set(await inside.connected())
      const now = performance.now()
      for (const { name, port } of clients)
        if (!connected.has(port) && !goneAfter.has(name)) goneAfter.set(name, now - began)
      return clients.filter(({ port }) => connected.has(port)).length
    },
    leave: () => {
      for (const { socket } of clients) socket.destroy()
    },
  }
}
