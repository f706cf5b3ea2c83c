import type { FactorType } from '../../../machines/index.ts'
import type { Target, TargetArguments } from '../enroll/target.ts'
import type { FactorTexts } from '../texts/factor-texts.ts'
import { UsageError } from '../usage-error.ts'

const optionOf = { OTP: null, SMS: 'phone', EMAIL: 'email' } as const

const options = ['phone', 'email'] as const

/**
 * What to bind in a factor's place. Which options fit is known only once it is known what the factor is.
 *
 * @throws UsageError for an option of another type, or for one that is missing where nobody can be asked.
 */
export const replacementTarget = (
  factor: Exclude<FactorType, 'FACE'>,
  given: Omit<TargetArguments, 'photo'>,
  texts: FactorTexts,
  isAsked: boolean,
): Target => {
  const own = optionOf[factor]
  for (const option of options)
    if (given[option] !== undefined && option !== own)
      throw new UsageError(texts.goesNotWith(`--${option}`, factor))
  if (own === null) return { factor, given: null }
  const value = given[own] ?? null
  if (value === null && !isAsked) throw new UsageError(texts.needs(`--${own}`, factor))
  return { factor, given: value }
}
