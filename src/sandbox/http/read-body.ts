import * as E from '#fp-ts/Either'
import { refused, type Refusal } from '../engine/refusal.ts'

/** A client that still writes when the connection closes sees a reset and not the 413, so we read on for a while. */
const mostDiscarded = 64 * 1024 * 1024

/**
 * Reads a body of so many bytes at most, as a stream: a declared length is not believed. Rejects if the
 * client leaves in the middle.
 */
export const readBody = async (
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<E.Either<Refusal, Uint8Array<ArrayBuffer>>> => {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done)
      return size > mostBytes
        ? E.left(refused('bodyTooLarge'))
        : E.right(new Uint8Array(Buffer.concat(chunks)))
    size += value.byteLength
    if (size <= mostBytes) chunks.push(value)
    if (size > mostBytes + mostDiscarded) {
      await reader.cancel()
      return E.left(refused('bodyTooLarge'))
    }
  }
}
