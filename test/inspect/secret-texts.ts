import { isRedacted, reveal } from '../../machines/index.ts'

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Collects every text that was `Redacted` in anything it is shown: secrets and contact data, whatever they are called. */
export const secretTexts = () => {
  const texts = new Set<string>()
  const seen = new WeakSet<object>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    // A country code is shown, and shorter than anything secret.
    if (isRedacted(value)) for (const text of textsIn(reveal(value))) if (text.length > 4) texts.add(text)
    for (const held of Object.values(value)) look(held)
  }
  return { look, texts }
}

/** JSON in which nothing may by chance have the digits of a code: neither a moment nor a random id. */
export const withoutChance = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) => (typeof held === 'number' ? 0 : held)).replace(
    /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}/g,
    'id',
  )
