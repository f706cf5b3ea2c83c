import { documentedApiCodes, documentedStatusCodes } from './documented-codes.ts'
import type { RefusalFault } from './fault-kinds.ts'
import type { Voice, WireReply } from './wire-reply.ts'

type Told = Omit<RefusalFault, 'kind' | 'endpoint' | 'times'>

const messageOf = ({ message, statusCode, apiCode }: Told, { english }: Voice): string => {
  if (message !== undefined) return message
  const documented =
    (apiCode === undefined ? undefined : documentedApiCodes[apiCode]) ?? documentedStatusCodes[statusCode]
  if (documented === undefined) return english ? 'Refused' : '请求被拒绝'
  return english ? documented.en : documented.zh
}

/** The vendor's envelope of a refusal. HTTP says 200 to it, and 429 to the limiter's, as documented. */
export const refusalReply = (refusal: Told, voice: Voice): WireReply => {
  const { statusCode, apiCode, stringApiCode, retryAfter } = refusal
  const body = {
    statusCode,
    message: messageOf(refusal, voice),
    // `undefined` leaves no key behind.
    apiCode: apiCode !== undefined && stringApiCode ? String(apiCode) : apiCode,
    requestId: voice.requestId,
  }
  return {
    status: refusal.httpStatus ?? (statusCode === 429 ? 429 : 200),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    text: JSON.stringify(body),
  }
}
