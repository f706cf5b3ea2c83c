import { isRedacted } from './redacted.ts'

const copied = (input: unknown, depth: number): unknown => {
  if (typeof input !== 'object' || input === null || isRedacted(input) || Array.isArray(input)) return input
  if (depth === 0) return null
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, copied(value, depth - 1)]))
}

/**
 * A copy of a command that nobody else holds: forms are changed after they were sent, and a getter or a
 * proxy may answer differently each time, or throw. Secrets stay wrapped. Null if it cannot be read.
 */
export const plainCopy = (input: unknown): unknown => {
  try {
    // A command holds a profile, and a profile holds texts.
    return copied(input, 2)
  } catch {
    return null
  }
}
