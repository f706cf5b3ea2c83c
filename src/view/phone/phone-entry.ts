import * as E from '#fp-ts/Either'
import { PhoneCountryCode, PhoneNumber, type PhoneProfile } from '../../../machines/index.ts'
import { callingCodes } from './calling-codes.ts'

// What people dial within a country before the national number, where it is not a single 0 (ITU-T E.164 national
// prefixes). Numbers of the first group keep their 0.
const keptZero = new Set(['+39', '+378', '+225', '+229', '+241', '+242'])
const otherPrefixes: ReadonlyMap<string, RegExp> = new Map([
  ['+7', /^8(?=\d{10}$)/],
  ['+36', /^06/],
  ['+375', /^8?0/],
  ['+993', /^8(?=\d{8}$)/],
])

const withoutPrefix = (national: string, countryCode: string): string =>
  keptZero.has(countryCode) ? national : national.replace(otherPrefixes.get(countryCode) ?? /^0/, '')

const knownCodes = new Set(callingCodes.values())

/** `+49170…` as `+49` and `170…`; codes are prefix-free, so the shortest known one is the right one. */
const split = (international: string): readonly [string, string] | null => {
  for (const length of [2, 3, 4]) {
    const code = international.slice(0, length)
    if (knownCodes.has(code)) return [code, international.slice(length)]
  }
  return null
}

/**
 * The profile of an SMS request from what a person typed into a number field beside a country code. A number
 * typed with `+` or `00` brings its own code; the 0 dialled within a country goes, as in `0170 1234567`.
 * Whether the number exists only the server can tell.
 *
 * @returns Left if it is no phone number at all.
 *
 * @example
 * phoneProfileOf('0170 123 45 67', '+49') // Right { phoneNumber: '1701234567', phoneCountryCode: '+49' }
 */
export const phoneProfileOf = (
  typed: string,
  countryCode: string,
): E.Either<'invalidPhone', PhoneProfile> => {
  // One spelling first: full-width digits, brackets, dashes and spaces.
  const plain = typed.normalize('NFKC').replace(/[^+\p{L}\p{N}]/gu, '')
  const own = /^(?:\+|00)/.test(plain) ? split(plain.replace(/^00/, '+')) : null
  if (own === null && plain.startsWith('+')) return E.left('invalidPhone')
  const [code, national] = own ?? [countryCode, plain]
  const number = PhoneNumber.decode(withoutPrefix(national, code))
  const country = PhoneCountryCode.decode(code)
  if (E.isLeft(number) || E.isLeft(country)) return E.left('invalidPhone')
  return E.right({ phoneNumber: number.right, phoneCountryCode: country.right })
}
