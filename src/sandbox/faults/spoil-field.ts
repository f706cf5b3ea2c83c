import type { ReplacedFieldFault, SpoiltFieldFault } from './fault-kinds.ts'

type FieldFault = SpoiltFieldFault | ReplacedFieldFault

/** What stands there instead: one value, or none. */
type Change = (old: unknown) => readonly unknown[]

type Entries = readonly (readonly [string, unknown])[]

// Entries all the way, never `object[key] = …`: with a key of `__proto__` that would change a prototype.
const entriesOf = (value: object): Entries => Object.entries(value)

const changeAt = (value: unknown, path: readonly string[], change: Change): unknown => {
  const [key, ...rest] = path
  if (key === undefined || typeof value !== 'object' || value === null) return value
  const changed = (old: unknown): readonly unknown[] =>
    rest.length === 0 ? change(old) : [changeAt(old, rest, change)]
  const entries = entriesOf(value)
  const isThere = entries.some(([name]) => name === key)
  const kept: Entries = entries.flatMap(([name, old]) =>
    name === key ? changed(old).map((item) => [name, item] as const) : [[name, old] as const],
  )
  if (Array.isArray(value)) return kept.map(([, item]) => item)
  const added: Entries =
    isThere || rest.length > 0 ? [] : change(undefined).map((item) => [key, item] as const)
  return Object.fromEntries([...kept, ...added])
}

const ofWrongType = (old: unknown): unknown => {
  if (typeof old === 'string') return 42
  return typeof old === 'object' || old === undefined ? 'no object' : ['of the wrong type']
}

/** Unknown fields, with the names that reach for a prototype among them, and once more one level down. */
const extra: Entries = ((names: Entries) => [
  ...names,
  ['unexpected', { nested: [Object.fromEntries(names)], ...Object.fromEntries(names) }] as const,
])([
  ['__proto__', { isAdmin: true, toString: 'not a function' }],
  ['constructor', { prototype: { isAdmin: true } }],
  ['prototype', { isAdmin: true }],
])

const withExtra = (old: unknown): unknown => {
  if (Array.isArray(old)) return old.map(withExtra)
  return typeof old === 'object' && old !== null ? Object.fromEntries([...entriesOf(old), ...extra]) : old
}

const changeOf = (fault: FieldFault): Change => {
  if (fault.kind === 'replacedField') return () => [fault.value]
  switch (fault.how) {
    case 'missing':
      return () => []
    case 'null':
      return () => [null]
    case 'wrongType':
      return (old) => [ofWrongType(old)]
    case 'extra':
      return (old) => (old === undefined ? [] : [withExtra(old)])
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The JSON text with the field at the fault's path spoilt or replaced; empty if all of it is missing. A text
 * that is no JSON, such as a file, has no fields and stays as it is.
 */
export const spoilField = (text: string, fault: FieldFault): string => {
  const whole = parsed(text)
  if (whole === undefined) return text
  const path = fault.path === '' ? [] : fault.path.split('.')
  // The reply stands in an object of its own, so that the empty path is a path like any other.
  const spoilt = changeAt({ reply: whole }, ['reply', ...path], changeOf(fault))
  const reply: unknown = typeof spoilt === 'object' && spoilt !== null ? Reflect.get(spoilt, 'reply') : null
  return JSON.stringify(reply) ?? ''
}
