import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { parseJson, type Json } from '../json/index.ts'
import type { EnrollmentClock } from '../live/index.ts'
import { authorizationOf } from './authorization.ts'
import type { RemoteOptions } from './connection-options.ts'

/** A request to the server. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the server's address: `/enrollments`. */
  readonly path: string
  readonly body?: string | Blob
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** The server has said that the access token is over: with a new one, without trying the old one first. */
  readonly isTokenOver?: boolean
}

/** What the server answered, whatever its status. */
export interface Answer {
  readonly status: number
  /** Null where there is none to read. */
  readonly json: Json
  /** Seconds of `Retry-After`; null without. Pages of another origin see it only if the server exposes it. */
  readonly retryAfter: number | null
}

/** The way to the server. Left where there was no answer, or nothing was sent. */
export interface Connection {
  readonly ask: (asked: Asked) => Promise<E.Either<ServiceError, Answer>>
  /** The response unread, for a stream: the time limit is for its head alone. */
  readonly open: (asked: Asked) => Promise<E.Either<ServiceError, Response>>
}

const isUnauthorized = (opened: E.Either<ServiceError, Response>): boolean =>
  E.isRight(opened) && opened.right.status === 401

/** Reads an answer. Rejects if its connection breaks. */
export const answerOf = async (response: Response): Promise<Answer> => {
  const seconds = response.headers.get('retry-after') ?? ''
  return {
    status: response.status,
    json: E.getOrElse((): Json => null)(parseJson(await response.text())),
    retryAfter: /^\d{1,6}$/.test(seconds) ? Number(seconds) : null,
  }
}

/** Runs work that may be taken back or take too long. */
const within = async <A>(
  clock: EnrollmentClock,
  ms: number,
  { signal }: Asked,
  work: (signal: AbortSignal) => Promise<E.Either<ServiceError, A>>,
): Promise<E.Either<ServiceError, A>> => {
  const controller = new AbortController()
  const take = () => controller.abort()
  let isLate = false
  const timer = clock.setTimeout(() => {
    isLate = true
    take()
  }, ms)
  if (signal?.aborted === true) take()
  // It stays: a stream that is taken back later closes its connection.
  signal?.addEventListener('abort', take, { once: true })
  try {
    return await work(controller.signal)
  } catch {
    return E.left(isLate ? { _tag: 'timedOut' } : { _tag: 'unreachable', mayHaveArrived: true })
  } finally {
    clock.clearTimeout(timer)
  }
}

export const createConnection = (
  { url, getAccessToken, fetch, timeoutMs = 10_000 }: RemoteOptions,
  clock: EnrollmentClock,
): Connection => {
  const base = url.replace(/\/+$/, '')

  const send = async (asked: Asked, refresh: boolean, signal: AbortSignal) => {
    const authorization = await authorizationOf(getAccessToken, refresh, signal)
    if (E.isLeft(authorization)) return authorization
    const { method, path, body, headers } = asked
    const response = await (fetch ?? globalThis.fetch)(`${base}${path}`, {
      method,
      headers: { ...headers, ...(authorization.right !== null && { authorization: authorization.right }) },
      cache: 'no-store',
      // A redirect would take the token along, or turn a command into a question.
      redirect: 'error',
      signal,
      ...(body !== undefined && { body }),
    })
    return E.right(response)
  }

  /** After a 401, which did nothing, once more with a new token. */
  const sendTwice = async (asked: Asked, signal: AbortSignal) => {
    const { isTokenOver = false } = asked
    const first = await send(asked, isTokenOver, signal)
    // A new one that is refused as well is no reason to ask for another.
    return isUnauthorized(first) && !isTokenOver && getAccessToken !== undefined
      ? send(asked, true, signal)
      : first
  }

  return {
    open: (asked) => within(clock, timeoutMs, asked, (signal) => sendTwice(asked, signal)),
    ask: (asked) =>
      within(clock, timeoutMs, asked, async (signal) => {
        const opened = await sendTwice(asked, signal)
        return E.isLeft(opened) ? opened : E.right(await answerOf(opened.right))
      }),
  }
}
