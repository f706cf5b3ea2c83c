import type { ServiceError } from '../../machines/index.ts'
import { isJsonObject, type Json } from '../json/index.ts'
import type { Answer } from './connection.ts'

/** A text field of a problem (RFC 9457): `reason`. */
export const reasonOf = (json: Json): string | null => {
  const reason = isJsonObject(json) ? json['reason'] : null
  return typeof reason === 'string' ? reason : null
}

/**
 * The server does not know the enrollment, or not as this person's. A 404 of a proxy on the way, which has lost its
 * server for a moment, says nothing of it.
 */
export const isGone = ({ status, json }: Answer): boolean =>
  status === 404 && isJsonObject(json) && json['type'] === '/problems/not-found'

const told = [
  'unauthorized',
  'forbidden',
  'stepUpRequired',
  'notFound',
  'alreadyBound',
  'photoRejected',
  'preconditionMissing',
  'unsupported',
  'timedOut',
  'serverFault',
] as const

const byStatus = (status: number): Exclude<ServiceError['_tag'], 'throttled'> => {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'notFound'
  if (status === 408 || status === 504) return 'timedOut'
  if (status === 413 || status === 415 || status === 422) return 'invalidInput'
  return status >= 500 ? 'serverFault' : 'invalidResponse'
}

/** What an answer that is no success means, in the words of the service's errors. */
export const errorOfAnswer = ({ status, json, retryAfter }: Answer, now: number): ServiceError => {
  const statusCode = status
  if (status === 429)
    return {
      _tag: 'throttled',
      statusCode,
      ...(retryAfter !== null && { retryAt: now + retryAfter * 1_000 }),
    }
  const reason = reasonOf(json)
  const tag = told.find((one) => one === reason) ?? byStatus(status)
  if (tag === 'invalidInput') return { _tag: tag, field: null, statusCode }
  if (tag === 'invalidResponse') return { _tag: tag, paths: [], statusCode }
  if (tag === 'unreachable') return { _tag: tag, mayHaveArrived: true, statusCode }
  return { _tag: tag, statusCode }
}
