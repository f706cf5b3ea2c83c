import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { OpeningProblem } from '../../durable/index.ts'
import { parseJson } from '../../json/index.ts'
import { fromClearJson, toClearJson } from './clear-json.ts'
import { problemIn } from './journal-codec.ts'

/** Why a value could not be read: as the sealer says, or it is of another version of this package. */
export type ReadingProblem = OpeningProblem | { readonly _tag: 'otherVersion' }

/**
 * What a value belongs to. It is sealed with the value and compared where it is opened, so that what was sealed for one
 * handler or one enrollment opens for no other. It stands inside, for Restate's SDK does not tell the journal's codec
 * what it seals.
 */
export interface WrittenFor {
  /** The virtual object's name. */
  readonly service: string
  /** The enrollment's id. */
  readonly key: string
  /** A handler, its answer, one of its steps, or the state. */
  readonly what: string
}

/** Raised whenever a message or a state of before could no longer be read as one of now. */
const version = 1

const text = new TextDecoder()
const bytes = new TextEncoder()

const place = ({ service, key, what }: WrittenFor): readonly string[] => [service, key, what]

/** A value as the journal codec takes it. */
export const written = <A>(codec: t.Type<A, unknown>, value: A, to: WrittenFor): Uint8Array =>
  bytes.encode(JSON.stringify({ version, for: place(to), value: toClearJson(codec.encode(value)) }))

const Written = t.type({ version: t.literal(version), for: t.readonlyArray(t.string), value: t.unknown })

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((part, index) => part === others[index])

/** A value as the journal codec gave it; what was written for something else is as good as damaged. */
export const readAs = <A>(
  codec: t.Type<A, unknown>,
  opened: Uint8Array,
  from: WrittenFor,
): E.Either<ReadingProblem, A> => {
  const problem = problemIn(opened)
  if (problem !== null) return E.left(problem)
  const json = parseJson(text.decode(opened))
  const whole = E.isRight(json) ? fromClearJson(json.right) : null
  if (!Written.is(whole)) return E.left({ _tag: 'otherVersion' })
  if (!isSame(whole.for, place(from))) return E.left({ _tag: 'damaged' })
  const value = codec.decode(whole.value)
  return E.isRight(value) ? value : E.left({ _tag: 'otherVersion' })
}
