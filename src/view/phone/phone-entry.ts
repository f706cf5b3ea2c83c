import * as E from '#fp-ts/Either'
import { PhoneCountryCode, PhoneNumber, type PhoneProfile } from '../../../machines/index.ts'
import { callingCodes, mainRegionOf, mayHaveLength } from './calling-codes.ts'

// Numbers there begin with a 0 of their own, which is dialled from abroad as well.
const keptZero = new Set(['+39', '+378', '+225', '+226', '+227', '+229', '+241', '+242', '+992'])
// What people dial within a country before the national number, where it is not a single 0 (ITU-T E.164 national
// prefixes). Where the lengths do not tell that the country code was typed once more, the first digit of mobile
// numbers does.
const otherPrefixes: ReadonlyMap<string, RegExp> = new Map([
  ['+1', /^1/],
  ['+7', /^8(?=\d{10}$)/],
  ['+36', /^06/],
  ['+31', /^(?:31(?=0?6))?0?/],
  ['+43', /^(?:43(?=0?6))?0?/],
  ['+62', /^(?:62(?=0?8))?0?/],
  ['+370', /^[08](?=\d{8}$)/],
  ['+375', /^8?0/],
  ['+993', /^8(?=\d{8}$)/],
])

const withoutPrefix = (national: string, code: string): string =>
  national.replace(otherPrefixes.get(code) ?? (keptZero.has(code) ? /^$/ : /^0/), '')

// The North American Numbering Plan gives area and exchange no first digit of 0 or 1: a mobile number from
// elsewhere, such as 138 0000 0000 from China, is told apart by that.
const isPossible = (national: string, code: string): boolean =>
  code === '+1' ? /^(?:[2-9]\d\d){2}\d{4}$/.test(national) : mayHaveLength(code, national.length)

/** The number as it is dialled from abroad; null if it is none that the country can have. */
const nationalOf = (typed: string, code: string): string | null => {
  const again = code.slice(1)
  // Typed once more without a plus sign, as in 86 138 0000 0000 beside +86.
  const repeated = typed.startsWith(again) ? [typed.slice(again.length)] : []
  return (
    [typed, ...repeated]
      .map((number) => withoutPrefix(number, code))
      .find((number) => isPossible(number, code)) ?? null
  )
}

// One spelling first: full-width digits, brackets, dashes and spaces.
const plainOf = (typed: string): string => typed.normalize('NFKC').replace(/[^+\p{L}\p{N}]/gu, '')

/** `+49170…` as `+49` and `170…`; codes are prefix-free, so the shortest known one is the right one. */
const split = (plain: string, region: string): readonly [string, string] | null => {
  // 011 is what a phone in North America dials for +.
  const international = plain.replace(callingCodes.get(region) === '+1' ? /^0(?:0|11)/ : /^00/, '+')
  if (international.startsWith('+'))
    for (const length of [2, 3, 4]) {
      const code = international.slice(0, length)
      if (mainRegionOf(code) !== undefined) return [code, international.slice(length)]
    }
  return null
}

/**
 * The region of a number as it is typed: that of its own country code, if it has one (`+49…`, `0049…`), else the
 * one chosen. Of several regions with one code the chosen one goes first.
 *
 * @example
 * regionTyped('+49 170', 'CN') // 'DE'
 * regionTyped('+1 416', 'CA') // 'CA'
 */
export const regionTyped = (typed: string, chosen: string): string => {
  const [code] = split(plainOf(typed), chosen) ?? []
  return code === undefined || code === callingCodes.get(chosen) ? chosen : (mainRegionOf(code) ?? chosen)
}

/**
 * The profile of an SMS request from what a person typed into a number field beside a region. A number typed with
 * `+` or `00` brings its own country code; what is dialled only within a country goes, as in `0170 1234567` or
 * `1 (415) 555-2671`. Whether the number exists only the server can tell.
 *
 * @returns Left if it is no phone number, or has more or fewer digits than a mobile number of that country.
 *
 * @example
 * phoneProfileOf('0170 123 45 67', 'DE') // Right { phoneNumber: '1701234567', phoneCountryCode: '+49' }
 */
export const phoneProfileOf = (typed: string, region: string): E.Either<'invalidPhone', PhoneProfile> => {
  const plain = plainOf(typed)
  const [code, rest] = split(plain, region) ?? [callingCodes.get(region) ?? '', plain]
  const number = PhoneNumber.decode(nationalOf(rest, code))
  const country = PhoneCountryCode.decode(code)
  if (E.isLeft(number) || E.isLeft(country)) return E.left('invalidPhone')
  return E.right({ phoneNumber: number.right, phoneCountryCode: country.right })
}
