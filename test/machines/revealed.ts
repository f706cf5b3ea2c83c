import { isRedacted, reveal } from '../../machines/index.ts'
import { secrets } from './examples.ts'

export type SecretName = keyof typeof secrets

/** A copy in which every secret is clear: what a leak would look like. */
export const revealed = (value: unknown, seen: ReadonlySet<unknown> = new Set()): unknown => {
  if (isRedacted(value)) return revealed(reveal(value), seen)
  if (typeof value !== 'object' || value === null) return value
  if (seen.has(value)) return undefined
  const within = new Set(seen).add(value)
  if (Array.isArray(value)) return value.map((item) => revealed(item, within))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item, within)]))
}

/** The secrets that a text shows. */
export const secretsIn = (text: string): readonly SecretName[] =>
  (Object.keys(secrets) as SecretName[]).filter((name) => text.includes(secrets[name]))

/** Every text that can be reached from a value by its properties, hidden ones and Maps too, each object once. */
export const textsWithin = (root: unknown): string => {
  const texts: string[] = []
  const seen = new Set<unknown>()
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string') texts.push(value)
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      continue
    seen.add(value)
    if (value instanceof Map || value instanceof Set) waiting.push(...[...value].flat())
    for (const { value: held } of Object.values(Object.getOwnPropertyDescriptors(value))) waiting.push(held)
  }
  return texts.join('\n')
}
