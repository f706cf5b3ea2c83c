import * as E from '#fp-ts/Either'
import { EnrollmentError } from '../../../machines/index.ts'
import { shownTextOf } from './shown-text.ts'

const mostPaths = 20

const tidied = (value: unknown): unknown => {
  if (typeof value === 'string') return shownTextOf(value)
  return Array.isArray(value) ? value.slice(0, mostPaths).map(tidied) : value
}

/**
 * An error as anybody may see it: of the fields that the codec names, with texts of servers made harmless and
 * short. What is no error of ours is a `defect`, and nothing else of it is shown.
 */
export const shownErrorOf = (error: unknown): EnrollmentError => {
  const decoded = EnrollmentError.decode(error)
  if (E.isLeft(decoded)) return { _tag: 'defect' }
  const shown = EnrollmentError.decode(
    Object.fromEntries(Object.entries(decoded.right).map(([name, value]) => [name, tidied(value)])),
  )
  return E.isRight(shown) ? shown.right : { _tag: 'defect' }
}
