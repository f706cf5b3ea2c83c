import * as E from '#fp-ts/Either'
import type { EngineClock } from '../../durable/index.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { refusedCoding } from './content-coding.ts'

/** How long a body may take, ms: who sends it byte by byte holds up a connection. */
const patienceMs = 15_000

export interface ReadOptions {
  readonly mostBytes: number
  readonly clock: EngineClock
}

const joined = (chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const tooLarge = E.left(problem('body-too-large'))
const unreadable = E.left(problem('malformed-body'))
/**
 * What the adapter gives for a body that a parser of the host has read, and also for one whose client left while the
 * host still did something else: so the host is not blamed for it, and the answer names both.
 */
const empty = E.left(problem('empty-body'))

const readBefore =
  'Something before this server has read the body of the request: hand the request on as it came, or a clone of it.'

type Read = E.Either<Problem, Uint8Array<ArrayBuffer>>

const readAll = async (reader: ReadableStreamDefaultReader<Uint8Array>, mostBytes: number): Promise<Read> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return length === 0 ? empty : E.right(joined(chunks, length))
    length += value.length
    // What a header said of the length is no promise.
    if (length > mostBytes) return tooLarge
    chunks.push(value)
  }
}

/**
 * The body, read as it comes, and no further than it may be long; refused if it says that it is compressed.
 *
 * @throws Error where the host has read it, or still does: no client can bring that about.
 */
export const readBytes = async (request: Request, { mostBytes, clock }: ReadOptions): Promise<Read> => {
  const coding = refusedCoding(request)
  if (coding !== null) return E.left(coding)
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return tooLarge
  if (request.body === null) return empty
  if (request.bodyUsed || request.body.locked) throw new Error(readBefore)
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  let timer: unknown = null
  const late = new Promise<Read>((resolve) => {
    timer = clock.setTimeout(() => resolve(E.left(problem('slow-body'))), patienceMs)
  })
  try {
    // The client may leave in the middle of its body.
    return await Promise.race([readAll(reader, mostBytes).catch(() => unreadable), late])
  } finally {
    clock.clearTimeout(timer)
    void reader.cancel().catch(() => undefined)
  }
}
