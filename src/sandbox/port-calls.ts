import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import {
  EnrolledFactor,
  Identifier,
  NonEmptyString,
  PhotoKey,
  decodePaths,
  redacted,
  type EnrollFactorRequested,
  type FactorBound,
  type FactorToEnroll,
  type FactorType,
  type UploadedPhoto,
} from '../../machines/index.ts'
import type { Endpoint } from './endpoint.ts'

// What a port's call makes of the `data` on the wire, spoilt or not: the rules of every client of the ports.

type Read<A> = (data: unknown) => E.Either<readonly string[], A>

/** A call of a port: which endpoint it asks for which factor, and how its answer is read. Left: where it is wrong. */
export interface PortCall<A> {
  readonly endpoint: Endpoint
  readonly factorType: FactorType | null
  readonly read: Read<A>
}

const readAs =
  <A>(codec: t.Type<{ data: A }, unknown>): Read<A> =>
  (data) => {
    const decoded = codec.decode({ data })
    return E.isRight(decoded) ? E.right(decoded.right.data) : E.left(decodePaths(decoded.left))
  }

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

const contactKeys = ['phoneNumber', 'phoneCountryCode', 'email'] as const

/** A contact that cannot be read is left out: it is no reason to lose the factor. */
const withContact = (factor: unknown): unknown => {
  if (!t.UnknownRecord.is(factor)) return factor
  const profile = t.UnknownRecord.is(factor['profile']) ? factor['profile'] : {}
  const readable = contactKeys.flatMap((key) =>
    NonEmptyString.is(profile[key]) ? [[key, profile[key]] as const] : [],
  )
  return { ...factor, profile: Object.fromEntries(readable) }
}

/** An array, a single object for one, or null for none: servers write lists in all three ways. */
const listed = (data: unknown): unknown => (t.UnknownRecord.is(data) ? [data] : (data ?? []))

const readFactors: Read<readonly EnrolledFactor[]> = (data) => {
  const items = listed(data)
  return readAs(t.type({ data: t.readonlyArray(Factor) }))(
    Array.isArray(items) ? items.map(withContact) : items,
  )
}

const readFactor =
  (factorId: string): Read<EnrolledFactor> =>
  (data) => {
    const one: unknown = Array.isArray(data) && data.length === 1 ? data[0] : data
    const read = readAs(t.type({ data: Factor }))(withContact(one))
    return E.isRight(read) && read.right.factorId !== factorId ? E.left(['data.factorId']) : read
  }

/** A call that asks for an enrollmentToken. `otpData` counts for OTP alone. */
export const requestCall = (factorType: FactorType): PortCall<EnrollFactorRequested> => ({
  endpoint: 'sendEnrollFactorRequest',
  factorType,
  read:
    factorType === 'OTP'
      ? readAs(RequestedOtp)
      : (data) =>
          pipe(
            readAs(Requested)(data),
            E.map((read) => ({ ...read, otpData: null })),
          ),
})

export const bindCall = (factorType: FactorType): PortCall<FactorBound> => ({
  endpoint: 'enrollFactor',
  factorType,
  // That the envelope says success is all there is.
  read: () => E.right({ bound: true }),
})

export const listCall: PortCall<readonly EnrolledFactor[]> = {
  endpoint: 'listEnrolledFactors',
  factorType: null,
  read: readFactors,
}

export const choicesCall: PortCall<readonly FactorToEnroll[]> = {
  endpoint: 'listFactorsToEnroll',
  factorType: null,
  read: (data) =>
    readAs(t.type({ data: t.readonlyArray(t.exact(t.type({ factorType: Identifier }))) }))(listed(data)),
}

export const factorCall = (factorId: string): PortCall<EnrolledFactor> => ({
  endpoint: 'getFactor',
  factorType: null,
  read: readFactor(factorId),
})

export const resetCall: PortCall<void> = {
  endpoint: 'resetFactor',
  factorType: null,
  read: () => E.right(undefined),
}

export const uploadCall: PortCall<UploadedPhoto> = {
  endpoint: 'upload',
  factorType: 'FACE',
  read: readAs(t.type({ data: t.exact(t.type({ key: redacted(PhotoKey) })) })),
}
