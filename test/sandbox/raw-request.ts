import { connect } from 'node:net'
import type { Wire } from './over-http.ts'

/** A request over a socket of its own, where nothing hides what happens to the connection. */
export interface RawRequest {
  /** What has come so far. */
  readonly received: () => string
  /** How it ended: by FIN, or with an error such as ECONNRESET. */
  readonly ended: Promise<'FIN' | (string & {})>
  /** The client leaves. */
  readonly leave: () => void
}

/** Asks for the enrolled factors. */
export const rawList = ({ url, sandbox }: Pick<Wire, 'url' | 'sandbox'>): RawRequest => {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece) => (received += String(piece)))
  const ended = new Promise<string>((resolve) => {
    socket.once('end', () => resolve('FIN'))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  socket.write(
    [
      'GET /api/v3/list-enrolled-factors HTTP/1.1',
      `host: ${host}`,
      `authorization: ${sandbox.accessToken}`,
      `x-genauth-app-id: ${sandbox.appId}`,
      'x-genauth-lang: en',
      '',
      '',
    ].join('\r\n'),
  )
  return { received: () => received, ended, leave: () => socket.destroy() }
}

/** The head and the body of what came. */
export const parts = (received: string) => {
  const [head = '', body = ''] = received.split('\r\n\r\n', 2)
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  return { head, body, contentLength: length === undefined ? null : Number(length) }
}

/** Lets everything go on until it holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
