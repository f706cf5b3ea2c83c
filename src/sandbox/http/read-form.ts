import * as E from '#fp-ts/Either'
import { photoLimits } from '../../../machines/index.ts'
import { refused, type Refusal } from '../engine/refusal.ts'
import { readBody } from './read-body.ts'

/** The fields of a form: texts, and files as their bytes. */
type Fields = Readonly<Record<string, string | Uint8Array>>

/** What a form may weigh beside the photo in it. */
const framing = 64 * 1024

const mostFormBytes = 16 * 1024

/** The parameters of the address. Of two with one name the last counts. */
export const readQuery = ({ url }: Request): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(url).searchParams)

/** Reads `multipart/form-data` with one photo in it. */
export const readMultipart = async (request: Request): Promise<E.Either<Refusal, Fields>> => {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type) || request.body === null) return E.left(refused('malformed'))
  try {
    const read = await readBody(request, photoLimits.maxBytes + framing)
    if (E.isLeft(read)) return E.left(refused('photoTooLarge', { field: 'file' }))
    const form = await new Response(read.right, { headers: { 'content-type': type } }).formData()
    const fields = [...form].map(async ([name, value]) => {
      const field = typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer())
      return [name, field] as const
    })
    return E.right(Object.fromEntries(await Promise.all(fields)))
  } catch {
    // No such form, or the client left in the middle of it.
    return E.left(refused('malformed'))
  }
}

/**
 * Reads a form as OAuth writes it. The declared type is not asked for: the vendor's SDK calls its form JSON.
 */
export const readUrlEncoded = async (
  request: Request,
): Promise<E.Either<Refusal, Readonly<Record<string, string>>>> => {
  if (request.body === null) return E.right({})
  try {
    const read = await readBody(request, mostFormBytes)
    if (E.isLeft(read)) return read
    return E.right(Object.fromEntries(new URLSearchParams(Buffer.from(read.right).toString('utf8'))))
  } catch {
    return E.left(refused('malformed'))
  }
}
