import * as E from '#fp-ts/Either'
import { refused, type Refusal } from '../engine/refusal.ts'
import { readBody } from './read-body.ts'

const mostBytes = 256 * 1024

const parsed = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))

/** Reads a JSON body of 256 KiB at most. */
export const readJson = async (request: Request): Promise<E.Either<Refusal, unknown>> => {
  // Without this content type a real server does not parse the body; a charset after it does no harm.
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
  if (!isJson || request.body === null) return E.left(refused('malformed'))
  try {
    const read = await readBody(request, mostBytes)
    return E.isLeft(read) ? read : E.right(parsed(read.right))
  } catch {
    // Not JSON, or the client left in the middle of its body.
    return E.left(refused('malformed'))
  }
}
