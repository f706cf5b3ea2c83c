import { isRedacted, redact, reveal } from '../../../machines/index.ts'
import { isJsonArray, isJsonObject, type Json } from '../../json/index.ts'

/** Under this key a value stands that is `Redacted` on both ends. No field of ours or of the vendor is called so. */
const mark = '$redacted'

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * A value as JSON, with what is `Redacted` in clear: for what is sealed at once. Anything that is no plain data
 * (an error that a service threw) becomes null.
 */
export const toClearJson = (value: unknown): Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (isRedacted(value)) return { [mark]: toClearJson(reveal(value)) }
  if (Array.isArray(value)) return value.map(toClearJson)
  if (typeof value !== 'object' || !isPlain(value)) return null
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, toClearJson(item)]),
  )
}

/** What `toClearJson` was given, `Redacted` where it was. */
export const fromClearJson = (json: Json): unknown => {
  if (isJsonArray(json)) return json.map(fromClearJson)
  if (!isJsonObject(json)) return json
  const secret = json[mark]
  if (secret !== undefined) return redact(fromClearJson(secret))
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, fromClearJson(item)]))
}
