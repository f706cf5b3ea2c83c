import * as E from '#fp-ts/Either'
import { checkPhoto, photoLimits, redact, reveal, withoutMetadata } from '../../../machines/index.ts'
import { readBytes } from '../body/read-bytes.ts'
import { atOnce } from '../exchange/at-once.ts'
import { jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { Answer, CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import type { Settings } from '../exchange/settings.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { serviceProblem } from '../problem/service-problem.ts'

/**
 * Each may take 20 MiB while it is looked at and sent on, and nobody has more than one face. Those that still come in
 * have other places, and more of them: who sends theirs byte by byte does not keep the others out.
 */
const sentOnAtOnce = { inAll: 8, ofOne: 2 } as const
const comingInAtOnce = { inAll: 24, ofOne: 2 } as const

const mediaTypeOf = ({ headers }: Request): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The photo without what it tells beside the picture: place, time, device. */
const photoIn = async (
  request: Request,
  { clock }: Settings,
): Promise<E.Either<Problem, Uint8Array<ArrayBuffer>>> => {
  const mediaType = mediaTypeOf(request)
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png')
    return E.left(problem('unsupported-content-type'))
  const bytes = await readBytes(request, { mostBytes: photoLimits.maxBytes, clock })
  if (E.isLeft(bytes)) return bytes
  const format = checkPhoto(bytes.right)
  if (E.isLeft(format)) return E.left(problem('photo-rejected', { reason: format.left }))
  const photo = withoutMetadata(bytes.right)
  return E.isLeft(photo) ? E.left(problem('photo-rejected', { reason: photo.left })) : photo
}

interface PhotoExchange extends CallerExchange {
  readonly photo: Uint8Array<ArrayBuffer>
}

const sentOn = async (exchange: PhotoExchange, { photoUpload, clock }: Settings): Promise<Answer> => {
  if (photoUpload === undefined) return E.left(problem('not-found'))
  const { request, caller, photo } = exchange
  const accessToken = await accessTokenOf(exchange)
  if (E.isLeft(accessToken)) return accessToken
  const upload = photoUpload({ owner: redact(caller.subject), accessToken: accessToken.right })
  const stored = await upload(photo, { signal: request.signal })()
  return E.isLeft(stored)
    ? E.left(serviceProblem(stored.left, clock.now()))
    : jsonAnswer(201, { photo: reveal(stored.right.key) })
}

/** `POST /photos`: a photo of a face, for `photo.submitted`. */
export const uploadPhoto = (settings: Settings): Handler<CallerExchange> => {
  const sending = atOnce(sentOnAtOnce)((exchange: PhotoExchange) => sentOn(exchange, settings))
  return atOnce(comingInAtOnce)(async (exchange) => {
    if (settings.photoUpload === undefined) return E.left(problem('not-found'))
    const photo = await photoIn(exchange.request, settings)
    return E.isLeft(photo) ? photo : sending({ ...exchange, photo: photo.right })
  })
}
