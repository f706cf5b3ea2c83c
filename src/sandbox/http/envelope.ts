import * as E from '#fp-ts/Either'
import { apiCodeOf, refusals, type Refusal } from '../engine/refusal.ts'
import { languageOf } from '../language.ts'
import { randomUuid, type Random } from '../random.ts'
import { brandHeader } from './brand-headers.ts'
import { success, texts } from './texts.ts'

/** Writes a reply to a request with these headers. */
export type Write = (request: Headers, random: Random, answer: E.Either<Refusal, unknown>) => Response

/** HTTP 200 for every business answer; the limiter and what stands before the service use HTTP's own. */
const httpStatusOf = ({ reason }: Refusal): number => {
  switch (reason) {
    case 'rateLimited':
      return 429
    case 'bodyTooLarge':
    case 'photoTooLarge':
      return 413
    case 'notFound':
      return 404
    case 'serverFault':
      return 500
    default:
      return 200
  }
}

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

const written = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers })

const successIn = (request: Headers): string => success[languageOf(brandHeader(request, 'lang'))]

/** What a refusal says, in the language that was asked for; it names a field, and never its value. */
export const messageOf = (request: Headers, { reason, field }: Refusal): string => {
  const text = texts[reason][languageOf(brandHeader(request, 'lang'))]
  return field === undefined ? text : `${text}: ${field}`
}

/** Writes the envelope of a reply: `data` only on success, `apiCode` only on a refusal that has one. */
export const envelope: Write = (request, random, answer) => {
  const requestId = randomUuid(random)
  if (E.isRight(answer)) {
    // `data: undefined` leaves no key behind, as enroll-factor wants it.
    return written({ statusCode: 200, message: successIn(request), requestId, data: answer.right })
  }
  const { reason } = answer.left
  const message = messageOf(request, answer.left)
  const body = { statusCode: refusals[reason].statusCode, message, apiCode: apiCodeOf(reason), requestId }
  return written(body, httpStatusOf(answer.left))
}

/**
 * The envelope of the older API, which uploads still have: `code` stands beside or in place of `statusCode`,
 * clients read either; an apiCode is a string, as in the vendor's samples.
 */
export const olderEnvelope: Write = (request, random, answer) => {
  if (E.isRight(answer))
    return written({ code: 200, statusCode: 200, message: successIn(request), data: answer.right })
  const { reason } = answer.left
  const { statusCode } = refusals[reason]
  const body = {
    code: statusCode,
    statusCode,
    message: messageOf(request, answer.left),
    apiCode: apiCodeOf(reason)?.toString(),
    requestId: randomUuid(random),
  }
  return written(body, httpStatusOf(answer.left))
}
