import * as E from '#fp-ts/Either'
import type { EnrollmentError } from '../../machines/index.ts'
import { isJsonObject, type Json } from '../json/index.ts'
import { reasonOf } from './answer-error.ts'
import type { Answer } from './connection.ts'
import type { Trouble } from './trouble.ts'

const numberIn = (json: Json, field: string): number | null => {
  const value = isJsonObject(json) ? json[field] : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/**
 * What to say of a command that the server did not take. Null where the view that came with the refusal says it all:
 * another tab was faster, or the minute was over.
 *
 * @param error what the status alone says.
 */
export const troubleOfRefusal = (
  outcome: E.Either<EnrollmentError, Answer>,
  error: EnrollmentError,
  now: number,
): Omit<Trouble, 'command'> | null => {
  if (E.isLeft(outcome)) return { error, until: null }
  const { status, json, retryAfter } = outcome.right
  // In seconds, and not as a moment of the server's clock.
  const until = retryAfter === null ? null : now + retryAfter * 1_000
  if (status !== 409) return { error, until }
  const reason = reasonOf(json)
  if (reason !== 'coolingDown' && reason !== 'submitTooSoon') return null
  const wait = until ?? numberIn(json, 'until')
  return { error: { _tag: 'throttled', ...(wait !== null && { retryAt: wait }) }, until: wait }
}
