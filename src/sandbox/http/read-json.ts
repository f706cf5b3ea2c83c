import * as E from '#fp-ts/Either'
import { refused, type Refusal } from '../engine/refusal.ts'

const mostBytes = 256 * 1024

/** A client that still writes when the connection closes sees a reset and not the 413, so we read on for a while. */
const mostDiscarded = 4 * 1024 * 1024

const readText = async (body: ReadableStream<Uint8Array>): Promise<string | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return size > mostBytes ? null : Buffer.concat(chunks).toString('utf8')
    size += value.byteLength
    if (size <= mostBytes) chunks.push(value)
    if (size > mostDiscarded) {
      await reader.cancel()
      return null
    }
  }
}

/** Reads a JSON body of 256 KiB at most, as a stream: a declared length is not believed. */
export const readJson = async (request: Request): Promise<E.Either<Refusal, unknown>> => {
  // Without this content type a real server does not parse the body; a charset after it does no harm.
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
  if (!isJson || request.body === null) return E.left(refused('malformed'))
  try {
    const text = await readText(request.body)
    if (text === null) return E.left(refused('bodyTooLarge'))
    const parsed: unknown = JSON.parse(text)
    return E.right(parsed)
  } catch {
    // Not JSON, or the client left in the middle of its body.
    return E.left(refused('malformed'))
  }
}
