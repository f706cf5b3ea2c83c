import { isRedacted, reveal } from '../../machines/index.ts'
import { messageText, type Catalogue, type EnrollmentView } from '../view/index.ts'

// `JSON.stringify` asks `toJSON` before any replacer, so secrets have to be taken out beforehand.
const inClear = (value: unknown): unknown => {
  if (isRedacted(value)) return inClear(reveal(value))
  if (Array.isArray(value)) return value.map(inClear)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inClear(entry)]))
}

/** A view as one JSON line: secrets print as `<redacted>`, or in clear if `revealed`. */
export const stateLine = (view: EnrollmentView, messages: Catalogue, revealed: boolean): string => {
  const text = messageText(messages, view.message)
  const problemText = view.problem && messageText(messages, view.problem)
  const { state, ...shown } = view
  // The state comes first: that is what people look for in a log.
  const line = { state, text, problemText, ...shown }
  return JSON.stringify(revealed ? inClear(line) : line)
}
