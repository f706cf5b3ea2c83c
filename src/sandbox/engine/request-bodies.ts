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
const optionalText = t.union([absent, t.string])
const optionalSecret = t.union([absent, redacted(NonEmptyString)])

/** An object. Android sends null in place of an empty one, and PHP an empty array. */
const LooseRecord = new t.Type<Readonly<Record<string, unknown>>, unknown>(
  'LooseRecord',
  t.UnknownRecord.is,
  (input, context) =>
    input === null || (Array.isArray(input) && input.length === 0)
      ? t.success({})
      : t.UnknownRecord.validate(input, context),
  t.identity,
)

export const SignInBody = t.intersection([
  t.type({
    connection: t.keyof({ PASSWORD: null, PASSCODE: null, LDAP: null, AD: null }),
    passwordPayload: t.union([
      absent,
      t.intersection([
        t.type({ password: redacted(NonEmptyString) }),
        t.partial({
          email: optionalText,
          phone: optionalText,
          username: optionalText,
          account: optionalText,
        }),
      ]),
    ]),
  }),
  t.partial({ options: t.union([absent, t.partial({ scope: optionalText })]) }),
])
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
  enrollmentData: LooseRecord,
})
export type EnrollFactorBody = t.TypeOf<typeof EnrollFactorBody>

export const PhoneProfileBody = t.intersection([
  t.type({ phoneNumber: untidied(PhoneNumber) }),
  t.partial({ phoneCountryCode: t.union([absent, untidied(PhoneCountryCode)]) }),
])

export const EmailProfileBody = t.type({ email: untidied(Email) })

export const PassCodeBody = t.partial({ passCode: optionalSecret })

/** Go drops `false`, so an absent `isExternalPhoto` means just that. */
export const PhotoBody = t.partial({
  photo: optionalSecret,
  isExternalPhoto: t.union([t.undefined, t.null, t.boolean]),
})

/** The body of reset-factor, and the query of get-factor. */
export const FactorIdBody = t.type({ factorId: NonEmptyString })

export const OtpVerifyBody = t.partial({ totp: optionalSecret })
export type OtpVerifyBody = t.TypeOf<typeof OtpVerifyBody>

const Bytes = new t.Type<Uint8Array>(
  'Bytes',
  (input): input is Uint8Array => input instanceof Uint8Array,
  (input, context) => (input instanceof Uint8Array ? t.success(input) : t.failure(input, context)),
  t.identity,
)

const isFolder = (input: unknown): input is string =>
  typeof input === 'string' && /^[a-z0-9][a-z0-9_-]{0,31}$/i.test(input)

/** One plain name, so that a key can never climb out of its folder. */
const Folder = new t.Type<string>(
  'Folder',
  isFolder,
  (input, context) => (isFolder(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)

/** The query and the multipart fields of an upload, together. */
export const UploadBody = t.intersection([
  t.type({ file: Bytes }),
  t.partial({
    folder: t.union([absent, Folder]),
    private: t.union([absent, t.keyof({ true: null, false: null })]),
  }),
])
export type UploadBody = t.TypeOf<typeof UploadBody>

/** Decodes a body; the refusal names the field, in our spelling and never with its value. */
export const decodeBody = <A>(codec: t.Decoder<unknown, A>, body: unknown): E.Either<Refusal, A> => {
  const decoded = codec.decode(body)
  if (E.isRight(decoded)) return decoded
  const field = decodePaths(decoded.left)[0]?.split('.').at(-1) ?? ''
  return E.left(refused('malformed', field === '' ? {} : { field }))
}
