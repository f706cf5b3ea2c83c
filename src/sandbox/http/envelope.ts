import * as E from '#fp-ts/Either'
import { apiCodeOf, refusals, type Refusal } from '../engine/refusal.ts'
import { randomUuid, type Random } from '../random.ts'
import { brandHeader } from './brand-headers.ts'

/** The languages the sandbox speaks; for any other the vendor's default stands in. */
const isEnglish = (headers: Headers): boolean => /^en\b/i.test(brandHeader(headers, 'lang') ?? '')

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** HTTP 200 for every business answer; the limiter and what stands before the service use HTTP's own. */
const httpStatusOf = ({ reason }: Refusal): number => {
  switch (reason) {
    case 'rateLimited':
      return 429
    case 'bodyTooLarge':
      return 413
    case 'notFound':
      return 404
    case 'serverFault':
      return 500
    default:
      return 200
  }
}

/** Writes the envelope of a reply: `data` only on success, `apiCode` only on a refusal that has one. */
export const envelope = (request: Headers, random: Random, answer: E.Either<Refusal, unknown>): Response => {
  const requestId = randomUuid(random)
  const english = isEnglish(request)
  if (E.isRight(answer)) {
    const message = english ? 'Operation successful' : '操作成功'
    // `data: undefined` leaves no key behind, as enroll-factor wants it.
    return new Response(JSON.stringify({ statusCode: 200, message, requestId, data: answer.right }), {
      headers,
    })
  }
  const { reason, field } = answer.left
  const { statusCode, en, zh } = refusals[reason]
  const text = english ? en : zh
  const message = field === undefined ? text : `${text}: ${field}`
  const body = { statusCode, message, apiCode: apiCodeOf(reason), requestId }
  return new Response(JSON.stringify(body), { status: httpStatusOf(answer.left), headers })
}
