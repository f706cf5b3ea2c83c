import * as E from '#fp-ts/Either'

/** What JSON can say. Objects have none of the keys that could reach a prototype. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const deepest = 16
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const clean = (value: unknown, depth: number): Json => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value
  if (typeof value !== 'object') return null
  if (depth === deepest) throw new RangeError('too deep')
  if (Array.isArray(value)) return value.map((item: unknown) => clean(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !forbidden.has(key))
      .map(([key, item]: [string, unknown]) => [key, clean(item, depth + 1)]),
  )
}

/**
 * A parsed value made safe to walk and to copy: `__proto__`, `constructor` and `prototype` are dropped
 * at every depth, and more than 16 levels are refused (Left).
 */
export const cleanJson = (value: unknown): E.Either<'notJson', Json> =>
  E.tryCatch(
    () => clean(value, 0),
    () => 'notJson',
  )

/** Parses a text as {@link cleanJson}. Left for anything that is not JSON, the empty text among them. */
export const parseJson = (text: string): E.Either<'notJson', Json> =>
  E.tryCatch(
    () => clean(JSON.parse(text), 0),
    () => 'notJson',
  )

/** True for a JSON object, as opposed to an array or a plain value. */
export const isJsonObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** True for a JSON array. `Array.isArray` would forget what is in it. */
export const isJsonArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
