import * as E from '#fp-ts/Either'
import { Choice, Command, type ServiceError } from '../../machines/index.ts'
import { parseJson } from '../json/index.ts'
import { decodeReply, type EnrollmentReply } from '../view/json/index.ts'
import { answerOf, type Answer, type Connection } from './connection.ts'
import { createEventParser } from './event-stream.ts'

type Asked<A = Answer> = Promise<E.Either<ServiceError, A>>

export interface StreamOptions {
  readonly signal: AbortSignal
  /** The last stream ended since its access token was over. */
  readonly isTokenOver: boolean
  readonly take: (reply: EnrollmentReply) => void
  /** Something came, if only a sign of life. */
  readonly alive: () => void
}

/** What is asked of the server about one enrollment. */
export interface EnrollmentRequests {
  readonly create: (body: string, idempotencyKey: string, signal: AbortSignal) => Asked
  readonly tell: (id: string, command: Command, signal: AbortSignal) => Asked
  readonly look: (id: string, signal: AbortSignal) => Asked
  /** Right with how it ended once the stream has; Right with the answer where there is none to be had. */
  readonly stream: (id: string, options: StreamOptions) => Asked<Answer | StreamEnd>
}

/** `expired`: with the access token. */
export type StreamEnd = 'ended' | 'expired'

const json = { 'content-type': 'application/json', accept: 'application/json' }

/** The body that creates an enrollment: clear, for it goes to the person's own server. */
export const choiceBodyOf = (choice: Choice): string => JSON.stringify(Choice.encode(choice))

export const createRequests = (connection: Connection): EnrollmentRequests => {
  const pathOf = (id: string) => `/enrollments/${encodeURIComponent(id)}`

  const read = async (response: Response, { take, alive }: StreamOptions): Promise<StreamEnd> => {
    let end: StreamEnd = 'ended'
    const parse = createEventParser(({ type, data }) => {
      if (type === 'expired') end = type
      const reply = type === 'view' ? E.chainW(decodeReply)(parseJson(data)) : E.left(null)
      if (E.isRight(reply)) take(reply.right)
    })
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
      alive()
      parse(decoder.decode(piece.value, { stream: true }))
    }
    return end
  }

  return {
    create: (body, idempotencyKey, signal) =>
      connection.ask({
        method: 'POST',
        path: '/enrollments',
        body,
        headers: { ...json, 'idempotency-key': idempotencyKey },
        signal,
      }),
    tell: (id, command, signal) =>
      connection.ask({
        method: 'POST',
        path: `${pathOf(id)}/events`,
        body: JSON.stringify(Command.encode(command)),
        headers: json,
        signal,
      }),
    look: (id, signal) => connection.ask({ method: 'GET', path: pathOf(id), headers: json, signal }),
    stream: async (id, options) => {
      const headers = { accept: 'text/event-stream, application/json' }
      const { signal, isTokenOver } = options
      const path = `${pathOf(id)}/stream`
      const opened = await connection.open({ method: 'GET', path, headers, signal, isTokenOver })
      if (E.isLeft(opened)) return opened
      const response = opened.right
      options.alive()
      if (response.status !== 200)
        return answerOf(response).then(E.right, () => E.left({ _tag: 'unreachable', mayHaveArrived: true }))
      if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
        // A network that wants a sign-in of its own answers everything with its page.
        void response.body?.cancel().catch(() => undefined)
        return E.left({ _tag: 'invalidResponse', paths: [] })
      }
      // A connection that breaks ends the stream like one that is closed.
      return E.right(await read(response, options).catch((): StreamEnd => 'ended'))
    },
  }
}
