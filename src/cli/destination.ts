import { parsePhoneNumberWithError, ParseError } from 'libphonenumber-js/min'
import * as E from '#fp-ts/Either'
import { Email, type CommandInput } from '../../machines/index.ts'

export type Chosen = Extract<CommandInput, { readonly type: 'factor.chosen' }>

/** The factors this command can enroll, as people type them. */
export const factorNames = { otp: 'OTP', sms: 'SMS', email: 'EMAIL' } as const
export type EnrollableFactor = (typeof factorNames)[keyof typeof factorNames]

const phoneProblems: Readonly<Record<string, string>> = {
  INVALID_COUNTRY: 'it must begin with + and the country code, as in +8618800000000',
  NOT_A_NUMBER: 'write it with digits, as in +8618800000000',
  TOO_SHORT: 'it is too short',
  TOO_LONG: 'it is too long',
  INVALID_LENGTH: 'its length fits no number of that country',
}

const phone = (text: string): E.Either<string, Chosen> => {
  try {
    const parsed = parsePhoneNumberWithError(text.normalize('NFKC').trim())
    if (!parsed.isPossible()) return E.left(`That is no phone number: ${phoneProblems['INVALID_LENGTH']}`)
    const profile = { phoneNumber: parsed.nationalNumber, phoneCountryCode: `+${parsed.countryCallingCode}` }
    return E.right({ type: 'factor.chosen', factorType: 'SMS', profile })
  } catch (cause) {
    const problem = cause instanceof ParseError ? phoneProblems[cause.message] : undefined
    return E.left(`That is no phone number: ${problem ?? 'write it as in +8618800000000'}`)
  }
}

const email = (text: string): E.Either<string, Chosen> => {
  const decoded = Email.decode(text)
  return E.isRight(decoded)
    ? E.right({ type: 'factor.chosen', factorType: 'EMAIL', profile: { email: decoded.right } })
    : E.left('That is no e-mail address: write it as in ann@example.com')
}

/** The command that chooses a factor, from what was typed; Left says what is wrong with it. */
export const chosenFrom = (factor: EnrollableFactor, destination: string): E.Either<string, Chosen> => {
  switch (factor) {
    case 'OTP':
      return E.right({ type: 'factor.chosen', factorType: 'OTP' })
    case 'SMS':
      return phone(destination)
    case 'EMAIL':
      return email(destination)
  }
}
