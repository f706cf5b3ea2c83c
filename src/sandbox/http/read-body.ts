import type { MiddlewareHandler } from 'hono'
import * as E from '#fp-ts/Either'
import { refused, type Refusal } from '../engine/refusal.ts'

/** A client that still writes when the connection closes sees a reset and not the 413, so we read on for a while. */
const mostDiscarded = 64 * 1024 * 1024

const leftUnread = new WeakSet<Request>()

/**
 * Reads a body of so many bytes at most, as a stream: a declared length is not believed. Rejects if the
 * client leaves in the middle.
 */
export const readBody = async (
  request: Request,
  mostBytes: number,
): Promise<E.Either<Refusal, Uint8Array<ArrayBuffer>>> => {
  if (request.body === null) return E.right(new Uint8Array())
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done)
      return size > mostBytes
        ? E.left(refused('bodyTooLarge'))
        : E.right(new Uint8Array(Buffer.concat(chunks)))
    size += value.byteLength
    if (size <= mostBytes) chunks.push(value)
    if (size > mostBytes + mostDiscarded) {
      leftUnread.add(request)
      await reader.cancel()
      return E.left(refused('bodyTooLarge'))
    }
  }
}

/**
 * Ends the connection on which the rest of a body was left unread (RFC 9112 section 9.6): a client that is not
 * told sends its next request into a connection that is about to be cut.
 */
export const closedAfterUnread: MiddlewareHandler = async (c, next) => {
  await next()
  if (leftUnread.has(c.req.raw)) c.res.headers.set('connection', 'close')
}
