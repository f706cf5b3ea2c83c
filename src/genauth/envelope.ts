import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { failureOf } from './failures.ts'
import type { RefusedCall } from './failures.ts'
import { httpDateOf } from './http-date.ts'
import { retryAtOf } from './retry-after.ts'
import { isJsonObject } from '../json/index.ts'
import type { Json } from '../json/index.ts'

/** A reply as it came in, cleaned but not yet believed. `body` is undefined where it was no JSON, or too much of it. */
export interface Reply {
  readonly status: number
  readonly retryAfter: string | null
  /** The HTTP `Date`; a browser shows it only if the server exposes it. */
  readonly date: string | null
  readonly body: Json | undefined
}

// V2 replies write numbers as texts ("2011"), and so do some gateways.
const integer = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  return typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined
}

// It is shown to people and written to logs: nothing but a plain id gets there.
const plainId = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? value : undefined

/** An opened envelope of a success. */
export interface Opened {
  readonly data: Json | undefined
  readonly told: { readonly statusCode: 200; readonly requestId?: string }
}

/**
 * Opens the envelope every reply comes in: its `data` if the call succeeded, else what the refusal means.
 * Success needs HTTP 200 or 201 and a body that says `statusCode` 200 (v2 called it `code`, which
 * counts where there is no `statusCode` at all). With any
 * other HTTP status that status decides; of the body, only an `apiCode` beside a 4xx is heard.
 */
export const openEnvelope = (
  call: RefusedCall,
  reply: Reply,
  now: number,
): E.Either<ServiceError, Opened> => {
  const { status, body } = reply
  const envelope = isJsonObject(body) ? body : undefined
  const apiCode = integer(envelope?.['apiCode'])
  const requestId = plainId(envelope?.['requestId'])
  const retryAt = retryAtOf(reply.retryAfter, now)
  const named = requestId === undefined ? {} : { requestId }
  const ids = apiCode === undefined ? named : { apiCode, ...named }
  const serverTime = httpDateOf(reply.date)
  const times = {
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(serverTime === undefined ? {} : { serverTime }),
  }
  const invalid = (path: string) =>
    E.left<ServiceError>({ _tag: 'invalidResponse', paths: [path], statusCode: status, ...ids })

  if (status >= 300 && status < 400) return invalid('redirect')
  if (status >= 500) return E.left({ ...failureOf(call, { statusCode: status }), ...ids })
  if (status >= 400) return E.left(failureOf(call, { statusCode: status, ...ids, ...times }))
  if (status !== 200 && status !== 201) return invalid('status')
  if (envelope === undefined) return invalid('body')
  // A `statusCode` that cannot be read may have been a refusal: `code` does not overrule it.
  const statusCode = integer(envelope[Object.hasOwn(envelope, 'statusCode') ? 'statusCode' : 'code'])
  if (statusCode === undefined) return invalid('statusCode')
  if (statusCode === 200) return E.right({ data: envelope['data'], told: { statusCode, ...named } })
  return E.left(failureOf(call, { statusCode, ...ids, ...times }))
}
