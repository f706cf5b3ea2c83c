const deepest = 16
const reachingForPrototypes: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const cleaned = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) throw new RangeError('too deep')
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !reachingForPrototypes.has(key))
      .map(([key, item]: [string, unknown]) => [key, cleaned(item, depth + 1)]),
  )
}

/** JSON as a careful client reads it: undefined for what is none, or too deep, and no key that reaches a prototype. */
export const clientJson = (text: string): unknown => {
  try {
    return cleaned(JSON.parse(text), 0)
  } catch {
    return undefined
  }
}
