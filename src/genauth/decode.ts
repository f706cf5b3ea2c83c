import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import {
  EnrolledFactor,
  NonEmptyString,
  decodePaths,
  redacted,
  Identifier,
  PhotoKey,
} from '../../machines/index.ts'
import type {
  EnrollFactorRequested,
  FactorBound,
  FactorToEnroll,
  FactorType,
  ServiceError,
  UploadedPhoto,
} from '../../machines/index.ts'
import type { Opened } from './envelope.ts'
import { isJsonArray, isJsonObject } from '../json/index.ts'
import type { Json } from '../json/index.ts'

const Secret = redacted(NonEmptyString)

const Requested = t.type({ data: t.exact(t.type({ enrollmentToken: Secret })) })

const RequestedOtp = t.type({
  data: t.exact(
    t.type({
      enrollmentToken: Secret,
      otpData: t.exact(t.type({ qrCodeUri: Secret, recoveryCode: Secret })),
    }),
  ),
})

const Factor = t.intersection([
  EnrolledFactor,
  t.exact(t.type({ factorId: Identifier, factorType: Identifier })),
])
const ListedFactors = t.type({ data: t.readonlyArray(Factor) })
const OneFactor = t.type({ data: Factor })
const ListedToEnroll = t.type({ data: t.readonlyArray(t.exact(t.type({ factorType: Identifier }))) })
const Uploaded = t.type({ data: t.exact(t.type({ key: redacted(PhotoKey) })) })

const decodeData = <A>(
  codec: t.Type<{ data: A }, unknown>,
  data: unknown,
  told: Opened['told'],
): E.Either<ServiceError, A> => {
  const decoded = codec.decode({ data })
  return E.isRight(decoded)
    ? E.right(decoded.right.data)
    : E.left({ _tag: 'invalidResponse', paths: decodePaths(decoded.left), ...told })
}

/**
 * The `data` of send-enroll-factor-request. `otpData` is needed for OTP; for the others it may be missing,
 * null or `{}` (the vendor's Go SDK models it as a struct) and is dropped.
 */
export const decodeRequested =
  (factorType: FactorType) =>
  ({ data, told }: Opened): E.Either<ServiceError, EnrollFactorRequested> =>
    factorType === 'OTP' ? decodeData(RequestedOtp, data, told) : decodeData(Requested, data, told)

/** enroll-factor has no `data`: that the envelope says success is all there is. */
export const decodeBound = (): E.Either<ServiceError, FactorBound> => E.right({ bound: true })

const contactKeys = ['phoneNumber', 'phoneCountryCode', 'email'] as const

// Servers fill a profile with nulls, or leave it out. A contact that cannot be read is no reason to lose the list.
const contactOf = (profile: Json | undefined): Json => {
  if (!isJsonObject(profile)) return {}
  const readable = contactKeys.flatMap((key) => {
    const value = profile[key]
    return NonEmptyString.is(value) ? [[key, value] as const] : []
  })
  return Object.fromEntries(readable)
}

const itemOf = (item: Json | undefined): Json | undefined =>
  isJsonObject(item) ? { ...item, profile: contactOf(item['profile']) } : item

// Typed as an array, and shown as a single object in every sample of the docs; null or nothing is an empty list.
const itemsOf = (data: Json | undefined): Json => (isJsonObject(data) ? [data] : (data ?? []))

/** The `data` of list-enrolled-factors. Types we do not know (`PASSKEY`) are kept. */
export const decodeEnrolledFactors = ({
  data,
  told,
}: Opened): E.Either<ServiceError, readonly EnrolledFactor[]> => {
  const items = itemsOf(data)
  return decodeData(ListedFactors, isJsonArray(items) ? items.map(itemOf) : items, told)
}

/** The `data` of list-factors-to-enroll, written as freely. */
export const decodeFactorsToEnroll = ({
  data,
  told,
}: Opened): E.Either<ServiceError, readonly FactorToEnroll[]> =>
  decodeData(ListedToEnroll, itemsOf(data), told)

/**
 * The `data` of get-factor: an object, or an array of one. It must be the factor that was asked for: who
 * confirms what is shown must not take another one off.
 */
export const decodeFactor =
  (factorId: string) =>
  ({ data, told }: Opened): E.Either<ServiceError, EnrolledFactor> => {
    const item = isJsonArray(data) && data.length === 1 ? data[0] : data
    const decoded = decodeData(OneFactor, itemOf(item), told)
    return E.isRight(decoded) && decoded.right.factorId !== factorId
      ? E.left({ _tag: 'invalidResponse', paths: ['data.factorId'], ...told })
      : decoded
  }

/** reset-factor has no `data` either. */
export const decodeReset = (): E.Either<ServiceError, void> => E.right(undefined)

/**
 * The `data` of an upload. Its `url` is dropped: a photo of a face is named by its key alone. A key that
 * `photo.submitted` would refuse is refused here, where the server is to blame and not the person.
 */
export const decodeUploaded = ({ data, told }: Opened): E.Either<ServiceError, UploadedPhoto> =>
  decodeData(Uploaded, data, told)
