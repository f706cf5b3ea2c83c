import type { FactorType } from '../../../machines/index.ts'
import type { Sent } from '../../live/index.ts'
import { secondsUntil, type Words } from '../../view/index.ts'

/** What is wrong with what was typed: told at its field, and in whatever language is on. */
export type FieldTrouble = (words: Words, now: number) => string

const waiting =
  (text: (words: Words) => (seconds: number) => string, until: number | undefined): FieldTrouble =>
  (words, now) =>
    text(words)(secondsUntil(until ?? null, now))

/**
 * What to say of a code that was refused; null where there is nothing to say: a second press on a code that is
 * under way is refused, and no error.
 */
export const codeTrouble = (sent: Sent, digits: number | null): FieldTrouble | null => {
  if (sent.accepted) return null
  if (sent.reason === 'invalidCode') return (words) => words.codeInvalid(digits)
  return sent.reason === 'submitTooSoon' ? waiting((words) => words.confirmIn, sent.until) : null
}

/** What to say of a destination, or of a factor without one, that was refused. */
export const choiceTrouble = (sent: Sent, factorType: FactorType): FieldTrouble | null => {
  if (sent.accepted) return null
  if (sent.reason === 'invalidProfile')
    return (words) => (factorType === 'EMAIL' ? words.emailInvalid : words.phoneInvalid)
  if (sent.reason !== 'coolingDown') return null
  return waiting(
    (words) => (factorType === 'SMS' || factorType === 'EMAIL' ? words.destinationCooling : words.tryAgainIn),
    sent.until,
  )
}
