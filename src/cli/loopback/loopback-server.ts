import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isAhead, strangerIn } from './admission.ts'
import { answerSeeOther, answerText } from './answers.ts'
import { createPasses, linkPath } from './passes.ts'
import { securityHeaders } from './security-headers.ts'

/** Answers a request that was let in. `path` is without the query. */
export type Answer = (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => void

export interface LoopbackOptions {
  /** The TCP port; 0 takes a free one. */
  readonly port: number
  /** Makes what answers, once the address is known. */
  readonly answerAt: (origin: string, closing: AbortSignal) => Answer
  /** Somebody opened a link that was good before. Whoever sits at the terminal may want a new one. */
  readonly onSpentLink?: () => void
}

/** A server for pages of one person on one machine. */
export interface LoopbackServer {
  /** `http://127.0.0.1:49152` */
  readonly origin: string
  /** A link that lets one browser in, once. */
  readonly newLink: () => string
  /** Stops listening, and ends every connection at once. */
  readonly close: () => Promise<void>
}

const refusals = {
  host: 'Open this page by the address that the terminal printed.\n请使用终端中显示的地址打开此页面。',
  origin: 'This server does not answer other pages.\n此服务器不响应其他页面。',
  site: 'Paste the link into the address bar: this server does not answer other pages.\n请将链接粘贴到地址栏：此服务器不响应其他页面。',
  pass: 'Open this page by the link that the terminal printed. It works once; the terminal has a new one.\n请使用终端中显示的链接打开此页面。链接只能使用一次，终端会显示新的链接。',
} as const

const refuse = (outgoing: ServerResponse, why: keyof typeof refusals): void =>
  answerText(outgoing, 403, refusals[why], { connection: 'close' })

/**
 * Starts a server that other machines cannot reach and other pages cannot use: it listens on 127.0.0.1, takes
 * requests under that name alone and from its own pages, and from browsers that were let in by the link of this run.
 * A page that is not let in learns nothing but that.
 *
 * @returns once it listens; rejects as Node does if it cannot (`EADDRINUSE`, `EACCES`).
 */
export const startLoopbackServer = async (options: LoopbackOptions): Promise<LoopbackServer> => {
  const passes = createPasses()
  const closing = new AbortController()
  let answer: Answer = () => undefined
  let port = options.port

  const letIn = (ticket: string, { headers }: IncomingMessage, outgoing: ServerResponse): void => {
    if (isAhead(headers)) return refuse(outgoing, 'pass')
    const worth = passes.redeem(ticket)
    if (worth === 'good') return answerSeeOther(outgoing, '/', { 'set-cookie': passes.cookie(port) })
    if (worth === 'spent' && passes.isHeld(headers.cookie, port)) return answerSeeOther(outgoing, '/')
    if (worth === 'spent') options.onSpentLink?.()
    return refuse(outgoing, 'pass')
  }

  const server = createServer((incoming, outgoing) => {
    for (const [name, value] of Object.entries(securityHeaders)) outgoing.setHeader(name, value)
    const { headers, method, url = '/' } = incoming
    const stranger = strangerIn(headers, port)
    if (stranger !== null) return refuse(outgoing, stranger)
    const path = url.split('?', 1)[0] ?? '/'
    if (method === 'GET' && path.startsWith(linkPath))
      return letIn(path.slice(linkPath.length), incoming, outgoing)
    if (!passes.isHeld(headers.cookie, port)) return refuse(outgoing, 'pass')
    return answer(incoming, outgoing, path)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address !== null && typeof address !== 'string') ({ port } = address)
  const origin = `http://127.0.0.1:${port}`
  // No request can have come in yet: since the server began to listen, this program has not given way to anything.
  answer = options.answerAt(origin, closing.signal)
  return {
    origin,
    newLink: () => `${origin}${passes.newLink()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        closing.abort()
        server.closeAllConnections()
      }),
  }
}
