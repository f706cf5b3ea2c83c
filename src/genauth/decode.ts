import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { EnrolledFactor, NonEmptyString, decodePaths, redacted } from '../../machines/index.ts'
import type { EnrollFactorRequested, FactorBound, FactorType, ServiceError } from '../../machines/index.ts'
import type { Opened } from './envelope.ts'
import { isJsonObject } from './safe-json.ts'
import type { Json } from './safe-json.ts'

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

const Listed = t.type({ data: t.readonlyArray(EnrolledFactor) })

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

const itemOf = (item: Json): Json =>
  isJsonObject(item) ? { ...item, profile: contactOf(item['profile']) } : item

/**
 * The `data` of list-enrolled-factors: typed as an array, and shown as a single object in every sample of
 * the docs; null or nothing is an empty list. Types we do not know (`PASSKEY`) are kept.
 */
export const decodeEnrolledFactors = ({
  data,
  told,
}: Opened): E.Either<ServiceError, readonly EnrolledFactor[]> => {
  const items = Array.isArray(data) ? data.map(itemOf) : isJsonObject(data) ? [itemOf(data)] : (data ?? [])
  return decodeData(Listed, items, told)
}
