import * as E from '#fp-ts/Either'
import type { EngineClock } from '../../durable/index.ts'
import { isJsonObject, parseJson, type Json } from '../../json/index.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { readBytes } from './read-bytes.ts'

const mostBytes = 256 * 1024

/** `charset` does no harm: JSON is UTF-8 (RFC 8259 section 8.1), and what is not is refused below. */
const isJsonType = (type: string | null): boolean => /^application\/json[ \t]*(?:;|$)/i.test(type ?? '')

const textOf = (bytes: Uint8Array): E.Either<Problem, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => problem('malformed-body'),
  )

/**
 * The JSON object that a request carries: 256 KiB at most, no more than 16 levels deep, without the keys that reach
 * a prototype. The content type must say that it is JSON: a foreign page cannot send that without being asked.
 */
export const readJson = async (
  request: Request,
  clock: EngineClock,
): Promise<E.Either<Problem, { readonly [key: string]: Json }>> => {
  if (!isJsonType(request.headers.get('content-type'))) return E.left(problem('unsupported-content-type'))
  const bytes = await readBytes(request, { mostBytes, clock })
  if (E.isLeft(bytes)) return bytes
  const text = textOf(bytes.right)
  if (E.isLeft(text)) return text
  const json = parseJson(text.right)
  return E.isRight(json) && isJsonObject(json.right) ? E.right(json.right) : E.left(problem('malformed-body'))
}
