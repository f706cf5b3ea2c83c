import * as t from 'io-ts'
import { redacted, reveal } from './redacted.ts'

/** The factors GenAuth V3 can enroll, in the vendor's spelling. */
export const FactorType = t.keyof({ OTP: null, SMS: null, EMAIL: null, FACE: null }, 'FactorType')
export type FactorType = t.TypeOf<typeof FactorType>

/** A string that is tidied first and then must match. */
const tidied = (name: string, tidy: (input: string) => string, pattern: RegExp): t.Type<string> => {
  const is = (input: unknown): input is string => typeof input === 'string' && pattern.test(input)
  return new t.Type(
    name,
    is,
    (input, context) => {
      if (typeof input !== 'string' || input.length > 320) return t.failure(input, context)
      const tidy_ = tidy(input)
      return is(tidy_) ? t.success(tidy_) : t.failure(input, context)
    },
    t.identity,
  )
}

const digitsOnly = (input: string): string =>
  input.normalize('NFKC').replace(/[\s().\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}]/gu, '')

/** The national number, without the country code (the V3 field `phoneNumber`); 15 digits at most (ITU-T E.164 section 6.2.1). */
export const PhoneNumber = tidied('PhoneNumber', digitsOnly, /^[0-9]{3,15}$/)

/** A country code with its plus sign, such as `+86`, which is also the server's default. */
export const PhoneCountryCode = tidied('PhoneCountryCode', digitsOnly, /^\+[1-9][0-9]{0,3}$/)

/** An e-mail address; 254 characters at most (RFC 5321 section 4.5.3.1.3). */
export const Email = tidied(
  'Email',
  (input) => input.trim(),
  /^(?=.{3,254}$)[^\s\p{C}@"<>,;:\\]{1,64}@[^\s\p{C}@"<>,;:\\.]+(\.[^\s\p{C}@"<>,;:\\.]+)*$/u,
)

export const PhoneProfile = t.readonly(
  t.exact(
    t.intersection([t.type({ phoneNumber: PhoneNumber }), t.partial({ phoneCountryCode: PhoneCountryCode })]),
  ),
  'PhoneProfile',
)
/** What an SMS request needs to know. `phoneCountryCode` defaults to `+86` at the server. */
export type PhoneProfile = t.TypeOf<typeof PhoneProfile>

export const EmailProfile = t.readonly(t.exact(t.type({ email: Email })), 'EmailProfile')
/** What an EMAIL request needs to know. */
export type EmailProfile = t.TypeOf<typeof EmailProfile>

export const EmptyProfile = t.readonly(t.exact(t.type({})), 'EmptyProfile')
/** OTP and FACE need no profile; the wire still carries `{}`. */
export type EmptyProfile = t.TypeOf<typeof EmptyProfile>

export type Profile = PhoneProfile | EmailProfile | EmptyProfile

const choice = <F extends FactorType, P extends Profile, O>(factorType: F, profile: t.Type<P, O>) =>
  t.readonly(t.exact(t.type({ factorType: t.literal(factorType), profile: redacted(profile) })))

/**
 * A factor the person chose, with the profile its request needs. The profile is contact data, and
 * therefore `Redacted`. What a factor does not need is dropped: GenAuth ignores it.
 */
export const Choice = t.union(
  [
    choice('OTP', EmptyProfile),
    choice('SMS', PhoneProfile),
    choice('EMAIL', EmailProfile),
    choice('FACE', EmptyProfile),
  ],
  'Choice',
)
export type Choice = t.TypeOf<typeof Choice>

/** True where the server sends a message, which it does once a minute and target: SMS and EMAIL. */
export const isOutOfBand = (factorType: FactorType | null): boolean =>
  factorType === 'SMS' || factorType === 'EMAIL'

/** Country code and number without anything else, so that `+86 188…` and `188…` compare equal (the server's default is +86). */
export const phoneTarget = (phoneNumber: string, phoneCountryCode: string | undefined): string =>
  `${phoneCountryCode === undefined || phoneCountryCode === '' ? '+86' : phoneCountryCode}${phoneNumber}`.replace(
    /[^+0-9]/g,
    '',
  )

/** GenAuth compares addresses without regard to case. */
export const emailTarget = (email: string): string => email.trim().toLowerCase()

/** Where the code goes, as one comparable text; contact data. Null for OTP and FACE. */
export const targetOf = (chosen: Choice): string | null => {
  switch (chosen.factorType) {
    case 'SMS': {
      const { phoneNumber, phoneCountryCode } = reveal(chosen.profile)
      return phoneTarget(phoneNumber, phoneCountryCode)
    }
    case 'EMAIL':
      return emailTarget(reveal(chosen.profile).email)
    case 'OTP':
    case 'FACE':
      return null
  }
}
