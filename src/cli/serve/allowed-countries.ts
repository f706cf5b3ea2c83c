import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { targetOf } from '../../../machines/index.ts'
import { callingCodeOf, type EnrollmentServerOptions } from '../../server/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** `+86,49` as `+86` and `+49`; null where none are named. */
export const callingCodesFrom = (
  text: string | undefined,
  { serve }: Pick<CliTexts, 'serve'>,
): readonly string[] | null => {
  if (text === undefined) return null
  const codes = text.split(',').map((part) => `+${part.trim().replace(/^\+/, '')}`)
  // A whole code, and not one that begins like one.
  if (!codes.every((code) => callingCodeOf(code) === code)) throw new UsageError(serve.countriesWrong)
  return codes
}

type AllowTarget = NonNullable<EnrollmentServerOptions['allowTarget']>

/**
 * Whether a message may go where it is to go: only to what is a number of a country that is named. `+86` before
 * `0012025550100` is none, but a gateway that dials it as it stands would reach another country.
 */
export const allowOnly =
  (codes: readonly string[]): AllowTarget =>
  (about) => {
    if (about.factorType !== 'SMS') return true
    const number = parsePhoneNumberFromString(targetOf(about) ?? '')
    return number?.isValid() === true && codes.includes(`+${number.countryCallingCode}`)
  }
