import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { OpeningProblem } from '../../durable/index.ts'
import { parseJson } from '../../json/index.ts'
import { fromClearJson, toClearJson } from './clear-json.ts'
import { problemIn } from './journal-codec.ts'

/** Why a value could not be read: as the sealer says, or it is of another version of this package. */
export type ReadingProblem = OpeningProblem | { readonly _tag: 'otherVersion' }

/** Raised whenever a message or a state of before could no longer be read as one of now. */
const version = 1

const text = new TextDecoder()
const bytes = new TextEncoder()

/** A value as the journal codec takes it. */
export const written = <A>(codec: t.Type<A, unknown>, value: A): Uint8Array =>
  bytes.encode(JSON.stringify({ version, value: toClearJson(codec.encode(value)) }))

const isOfNow = (value: unknown): value is { readonly version: number; readonly value: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === version &&
  'value' in value

/** A value as the journal codec gave it. */
export const readAs = <A>(codec: t.Type<A, unknown>, opened: Uint8Array): E.Either<ReadingProblem, A> => {
  const problem = problemIn(opened)
  if (problem !== null) return E.left(problem)
  const json = parseJson(text.decode(opened))
  const whole = E.isRight(json) ? fromClearJson(json.right) : null
  const value = codec.decode(isOfNow(whole) ? whole.value : undefined)
  return E.isRight(value) ? value : E.left({ _tag: 'otherVersion' })
}
