// All that is known of numbers: by the short table `+86 85298765432`, which leads to Hong Kong, is a Chinese one.
import { parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max'
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

/** Where a message can be read. Some countries, those of `+1` among them, give both kinds of telephone the same numbers. */
const takesMessages: ReadonlySet<PhoneNumberType | undefined> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE'])

/**
 * Whether a message may go where it is to go: only to a mobile number of a country that is named. `+86` before
 * `0012025550100` is none, but a gateway that dials it as it stands would reach another country. Premium rates and
 * personal numbers (`+44 70`) are what SMS pumping likes best, and landlines read nothing.
 */
export const allowOnly =
  (codes: readonly string[]): AllowTarget =>
  (about) => {
    if (about.factorType !== 'SMS') return true
    const number = parsePhoneNumberFromString(targetOf(about) ?? '')
    if (number === undefined || !codes.includes(`+${number.countryCallingCode}`)) return false
    // A number that is of no kind is none.
    return takesMessages.has(number.getType())
  }
