import * as E from '#fp-ts/Either'
import { Choice, Command, type ServiceError } from '../../machines/index.ts'
import { parseJson } from '../json/index.ts'
import { decodeReply, type EnrollmentReply } from '../view/json/index.ts'
import type { Answer, Connection } from './connection.ts'
import { createEventParser } from './event-stream.ts'

type Asked<A = Answer> = Promise<E.Either<ServiceError, A>>

export interface StreamOptions {
  readonly signal: AbortSignal
  readonly take: (reply: EnrollmentReply) => void
  /** Something came, if only a sign of life. */
  readonly alive: () => void
}

/** What is asked of the server about one enrollment. */
export interface EnrollmentRequests {
  readonly create: (body: string, idempotencyKey: string, signal: AbortSignal) => Asked
  readonly tell: (id: string, command: Command, signal: AbortSignal) => Asked
  readonly look: (id: string, signal: AbortSignal) => Asked
  /** Right with `ended` once the stream has; Right with the answer where there is none to be had. */
  readonly stream: (id: string, options: StreamOptions) => Asked<Answer | 'ended'>
}

const json = { 'content-type': 'application/json', accept: 'application/json' }

/** The body that creates an enrollment: clear, for it goes to the person's own server. */
export const choiceBodyOf = (choice: Choice): string => JSON.stringify(Choice.encode(choice))

export const createRequests = (connection: Connection): EnrollmentRequests => {
  const pathOf = (id: string) => `/enrollments/${encodeURIComponent(id)}`

  const read = async (response: Response, { take, alive }: StreamOptions): Promise<void> => {
    const parse = createEventParser(({ type, data }) => {
      const reply = type === 'view' ? E.chainW(decodeReply)(parseJson(data)) : E.left(null)
      if (E.isRight(reply)) take(reply.right)
    })
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
      alive()
      parse(decoder.decode(piece.value, { stream: true }))
    }
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
      const { signal } = options
      const opened = await connection.open({ method: 'GET', path: `${pathOf(id)}/stream`, headers, signal })
      if (E.isLeft(opened)) return opened
      const { status, headers: got } = opened.right
      if (status !== 200) {
        void opened.right.body?.cancel().catch(() => undefined)
        const seconds = Number(got.get('retry-after') ?? 'none')
        return E.right({ status, json: null, retryAfter: Number.isFinite(seconds) ? seconds : null })
      }
      options.alive()
      // A connection that breaks ends the stream like one that is closed.
      await read(opened.right, options).catch(() => undefined)
      return E.right('ended')
    },
  }
}
