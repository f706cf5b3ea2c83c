import * as E from '#fp-ts/Either'
import type { EngineClock } from '../../durable/index.ts'
import { isJsonObject, parseJson, type Json } from '../../json/index.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { readBytes } from './read-bytes.ts'

const mostBytes = 256 * 1024

/** JSON is UTF-8 (RFC 8259 section 8.1): who says so does no harm, and who says otherwise would be misread. */
const isOtherCharset = (parameter: string): boolean => {
  const [name = '', value = ''] = parameter.toLowerCase().split('=')
  return name.trim() === 'charset' && !/^(?:utf-8|"utf-8")$/.test(value.trim())
}

const isJsonType = (type: string): boolean => {
  const [essence = '', ...parameters] = type.split(';')
  return essence.trim().toLowerCase() === 'application/json' && !parameters.some(isOtherCharset)
}

const textOf = (bytes: Uint8Array): E.Either<Problem, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => problem('malformed-body'),
  )

/**
 * The JSON object that a request carries: 256 KiB at most, no more than 16 levels deep, without the keys that reach
 * a prototype. The content type must say that it is JSON: a foreign page cannot send that without being asked.
 * It must not say that it is of another charset than UTF-8.
 */
export const readJson = async (
  request: Request,
  clock: EngineClock,
): Promise<E.Either<Problem, { readonly [key: string]: Json }>> => {
  if (!isJsonType(request.headers.get('content-type') ?? ''))
    return E.left(problem('unsupported-content-type'))
  const bytes = await readBytes(request, { mostBytes, clock })
  if (E.isLeft(bytes)) return bytes
  const text = textOf(bytes.right)
  if (E.isLeft(text)) return text
  const json = parseJson(text.right)
  return E.isRight(json) && isJsonObject(json.right) ? E.right(json.right) : E.left(problem('malformed-body'))
}
