import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { FactorType, ServiceError } from '../../machines/index.ts'
import { clientJson } from './client-json.ts'
import type { Endpoint } from './endpoint.ts'
import { documentedApiCodes, documentedStatusCodes, type DocumentedCode } from './faults/documented-codes.ts'
import type { PortCall } from './port-calls.ts'

/** A reply that a client has received. `text` is null where it was more than a client reads. */
export interface ReceivedReply {
  readonly status: number
  readonly retryAfter: string | null
  /** The HTTP `Date`, epoch ms. */
  readonly date: number
  readonly text: string | null
}

interface Told {
  readonly statusCode: number
  readonly apiCode?: number
  readonly requestId?: string
}

const integer = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  return typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined
}

const day = 24 * 3_600_000

/** Delay seconds or an HTTP date (RFC 9110 section 10.2.3), a day ahead at most. */
const retryAtOf = (header: string | null, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  const date = Date.parse(text)
  const isDate = !Number.isNaN(date) && new Date(date).toUTCString() === text
  const at = /^\d{1,10}$/.test(text) ? now + Number(text) * 1_000 : isDate ? date : undefined
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + day)
}

const meaningOf = ({ statusCode, apiCode }: Told): DocumentedCode['means'] => {
  if (statusCode === 429) return 'throttled'
  // One code for two things: a login that is over, or a mail template that is missing.
  if (statusCode === 401 && apiCode === 2021) return 'unauthorized'
  const byApiCode = apiCode === undefined ? undefined : documentedApiCodes[apiCode]?.means
  if (byApiCode !== undefined && byApiCode !== 'byStatus') return byApiCode
  const byStatus = documentedStatusCodes[statusCode]?.means
  return byStatus ?? (statusCode >= 500 ? 'serverFault' : statusCode >= 400 ? 'input' : 'invalidResponse')
}

const fieldOf = (endpoint: Endpoint, factorType: FactorType | null): string | null => {
  switch (endpoint) {
    case 'sendEnrollFactorRequest':
      return factorType === 'SMS' ? 'phoneNumber' : factorType === 'EMAIL' ? 'email' : null
    case 'enrollFactor':
      return factorType === 'FACE' ? 'photo' : 'passCode'
    case 'getFactor':
    case 'resetFactor':
      return 'factorId'
    default:
      return null
  }
}

const refusalOf = (
  { endpoint, factorType }: PortCall<unknown>,
  told: Told,
  { retryAt, serverTime }: { readonly retryAt?: number | undefined; readonly serverTime?: number },
): ServiceError => {
  const means = meaningOf(told)
  if (typeof means === 'object') return { _tag: 'invalidInput', field: means.field, ...told }
  switch (means) {
    case 'input':
    case 'size':
      return endpoint === 'upload' ||
        (means === 'size' && endpoint === 'enrollFactor' && factorType === 'FACE')
        ? { _tag: 'photoRejected', ...told }
        : { _tag: 'invalidInput', field: fieldOf(endpoint, factorType), ...told }
    case 'throttled':
      return { _tag: means, ...(retryAt === undefined ? {} : { retryAt }), ...told }
    case 'wrongCode':
      return { _tag: means, ...(serverTime === undefined ? {} : { serverTime }), ...told }
    case 'invalidResponse':
    case 'byStatus':
      return { _tag: 'invalidResponse', paths: ['statusCode'], ...told }
    case 'unreachable':
      return { _tag: means, mayHaveArrived: true }
    default:
      return { _tag: means, ...told }
  }
}

/**
 * What a client of the ports makes of a reply: the value, or what the port calls it. A reading of its own,
 * by the vendor's tables, that a test holds beside the real client's.
 */
export const readReply = <A>(
  call: PortCall<A>,
  reply: ReceivedReply,
  now: number,
): E.Either<ServiceError, A> => {
  const { status } = reply
  const body = reply.text === null ? undefined : clientJson(reply.text)
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const envelope: Readonly<Record<string, unknown>> = isObject ? { ...body } : {}
  const apiCode = integer(envelope['apiCode'])
  const requestId = envelope['requestId']
  const named = typeof requestId === 'string' && /^[\w.:-]{1,128}$/.test(requestId) ? { requestId } : {}
  const ids = apiCode === undefined ? named : { apiCode, ...named }
  const times = {
    retryAt: retryAtOf(reply.retryAfter, now),
    serverTime: Math.floor(reply.date / 1_000) * 1_000,
  }
  const invalid = (path: string) =>
    E.left<ServiceError>({ _tag: 'invalidResponse', paths: [path], statusCode: status, ...ids })

  // The body of a redirect is not read.
  if (status >= 300 && status < 400)
    return E.left({ _tag: 'invalidResponse', paths: ['redirect'], statusCode: status })
  // The status alone decides, whatever a body says beside it.
  if (status >= 500) return E.left({ ...refusalOf(call, { statusCode: status }, {}), ...ids })
  if (status >= 400) return E.left(refusalOf(call, { statusCode: status, ...ids }, times))
  if (status !== 200 && status !== 201) return invalid('status')
  if (!isObject) return invalid('body')
  const statusCode = integer(envelope['statusCode']) ?? integer(envelope['code'])
  if (statusCode === undefined) return invalid('statusCode')
  if (statusCode !== 200) return E.left(refusalOf(call, { statusCode, ...ids }, times))
  return pipe(
    call.read(envelope['data']),
    E.mapLeft((paths): ServiceError => ({ _tag: 'invalidResponse', paths, statusCode, ...named })),
  )
}
