import { parsePhoneNumberWithError, ParseError } from 'libphonenumber-js/min'
import * as E from '#fp-ts/Either'
import { Email, type CommandInput } from '../../machines/index.ts'
import type { CliTexts, PhoneFault } from './texts/texts.ts'

export type Chosen = Extract<CommandInput, { readonly type: 'factor.chosen' }>

/** The factors this command can enroll, as people type them. */
export const factorNames = { otp: 'OTP', sms: 'SMS', email: 'EMAIL', face: 'FACE' } as const
export type EnrollableFactor = (typeof factorNames)[keyof typeof factorNames]

/** Factors that are reached somewhere. */
export type ReachedFactor = Extract<EnrollableFactor, 'SMS' | 'EMAIL'>
/** Factors that need no word of where. */
export type PlacelessFactor = Exclude<EnrollableFactor, ReachedFactor>

/** By what the library's errors say. */
const phoneFaults: Readonly<Record<string, PhoneFault>> = {
  INVALID_COUNTRY: 'country',
  NOT_A_NUMBER: 'digits',
  TOO_SHORT: 'short',
  TOO_LONG: 'long',
  INVALID_LENGTH: 'length',
}

const dashes = /[\p{Pd}\u2212\u30FC]/gu

/** With the plain digits, dashes and spaces of what was typed or copied; address books put marks of direction around a number. */
const plainNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(dashes, '-')
    .trim()

/** The library drops what else stands there, such as an extension, and a message would go to the rest. */
const isNumber = (text: string): boolean => /^[( ]*\+?[\p{Nd} ()./-]+$/u.test(text)

const phone = (text: string): E.Either<PhoneFault, Chosen> => {
  const number = plainNumber(text)
  if (!isNumber(number)) return E.left('digits')
  try {
    const parsed = parsePhoneNumberWithError(number)
    if (!parsed.isPossible()) return E.left('length')
    const profile = { phoneNumber: parsed.nationalNumber, phoneCountryCode: `+${parsed.countryCallingCode}` }
    return E.right({ type: 'factor.chosen', factorType: 'SMS', profile })
  } catch (cause) {
    return E.left((cause instanceof ParseError ? phoneFaults[cause.message] : undefined) ?? 'form')
  }
}

/** The command that chooses a factor which needs no destination. */
export const chosenPlaceless = (factorType: PlacelessFactor): Chosen => ({
  type: 'factor.chosen',
  factorType,
})

/** The command that chooses a factor, from where it is to be reached; Left says what is wrong with that. */
export const chosenFrom = (
  factor: ReachedFactor,
  destination: string,
  { answer }: Pick<CliTexts, 'answer'>,
): E.Either<string, Chosen> => {
  if (factor === 'SMS') {
    const chosen = phone(destination)
    return E.isLeft(chosen) ? E.left(answer.phone(chosen.left)) : chosen
  }
  const decoded = Email.decode(destination)
  return E.isRight(decoded)
    ? E.right({ type: 'factor.chosen', factorType: 'EMAIL', profile: { email: decoded.right } })
    : E.left(answer.email)
}
