import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import {
  Email,
  FactorType,
  NonEmptyString,
  PhoneCountryCode,
  PhoneNumber,
  decodePaths,
  redacted,
} from '../../../machines/index.ts'
import { refused, type Refusal } from './refusal.ts'

// The codecs of what clients send. Stricter than the machine's own: a real server does not tidy a number
// or a code, so a client that forgot to must fail here too.

const untidied = (codec: t.Type<string>): t.Type<string> =>
  new t.Type(
    codec.name,
    codec.is,
    (input, context) => (codec.is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  )

// The Python SDK sends nested `None` as null, and Go sends a struct's empty string.
const absent = t.union([t.undefined, t.null, t.literal('')])

export const SignInBody = t.type({
  connection: t.keyof({ PASSWORD: null, PASSCODE: null, LDAP: null, AD: null }),
  passwordPayload: t.union([
    absent,
    t.intersection([
      t.type({ password: redacted(NonEmptyString) }),
      t.partial({ email: t.union([absent, t.string]), account: t.union([absent, t.string]) }),
    ]),
  ]),
})
export type SignInBody = t.TypeOf<typeof SignInBody>

/** `profile` is decoded by the kind of factor: SDKs leave it out, or send `{}` or `[]`, for OTP and FACE. */
export const SendEnrollFactorRequestBody = t.intersection([
  t.type({ factorType: FactorType }),
  t.partial({ profile: t.unknown }),
])
export type SendEnrollFactorRequestBody = t.TypeOf<typeof SendEnrollFactorRequestBody>

/** `enrollmentData` is decoded by the kind of factor. */
export const EnrollFactorBody = t.type({
  factorType: FactorType,
  enrollmentToken: redacted(NonEmptyString),
  enrollmentData: t.UnknownRecord,
})
export type EnrollFactorBody = t.TypeOf<typeof EnrollFactorBody>

export const PhoneProfileBody = t.intersection([
  t.type({ phoneNumber: untidied(PhoneNumber) }),
  t.partial({ phoneCountryCode: t.union([absent, untidied(PhoneCountryCode)]) }),
])

export const EmailProfileBody = t.type({ email: untidied(Email) })

export const PassCodeBody = t.partial({ passCode: t.union([absent, redacted(NonEmptyString)]) })

/** Decodes a body; the refusal names the field, in our spelling and never with its value. */
export const decodeBody = <A>(codec: t.Decoder<unknown, A>, body: unknown): E.Either<Refusal, A> => {
  const decoded = codec.decode(body)
  if (E.isRight(decoded)) return decoded
  const field = decodePaths(decoded.left)[0]?.split('.').at(-1) ?? ''
  return E.left(refused('malformed', field === '' ? {} : { field }))
}
