import * as t from 'io-ts'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { Choice, FactorType } from './factor.ts'
import { NonEmptyString } from './non-empty-string.ts'
import { redacted, type Redacted } from './redacted.ts'
import type { ServiceError } from './service-error.ts'

const OtpData = t.readonly(
  t.exact(t.type({ qrCodeUri: redacted(NonEmptyString), recoveryCode: redacted(NonEmptyString) })),
)

/**
 * The answer to `sendEnrollFactorRequest`. `otpData` comes with OTP only; the vendor's `qrCodeDataUrl`
 * is left out on purpose, for the picture is drawn from the URI.
 */
export const EnrollFactorRequested = t.readonly(
  t.exact(
    t.intersection([
      t.type({ enrollmentToken: redacted(NonEmptyString) }),
      t.partial({ otpData: t.union([OtpData, t.null]) }),
    ]),
  ),
  'EnrollFactorRequested',
)
export type EnrollFactorRequested = t.TypeOf<typeof EnrollFactorRequested>

/** The answer to `enrollFactor`: success has to be said aloud, silence is not success. */
export const FactorBound = t.readonly(t.exact(t.type({ bound: t.literal(true) })), 'FactorBound')
export type FactorBound = t.TypeOf<typeof FactorBound>

const Contact = t.readonly(
  t.exact(t.partial({ phoneNumber: t.string, phoneCountryCode: t.string, email: t.string })),
  'Contact',
)

/**
 * A factor the account already has. `factorType` may be one we do not know (`PASSKEY`): it is kept.
 * `factorId` is opaque; both hex ids and `<userId>|phone` occur.
 */
export const EnrolledFactor = t.readonly(
  t.exact(t.type({ factorId: NonEmptyString, factorType: t.string, profile: redacted(Contact) })),
  'EnrolledFactor',
)
export type EnrolledFactor = t.TypeOf<typeof EnrolledFactor>

export const EnrolledFactors = t.readonlyArray(EnrolledFactor, 'EnrolledFactors')

const PassCodeData = t.readonly(t.exact(t.type({ passCode: t.string })))
const PhotoData = t.readonly(t.exact(t.type({ photo: t.string, isExternalPhoto: t.boolean })))

/** What proves possession: a passcode (OTP, SMS, EMAIL), or the key or link of a photo (FACE). */
export const EnrollmentData = t.union([PassCodeData, PhotoData], 'EnrollmentData')
export type EnrollmentData = t.TypeOf<typeof EnrollmentData>

/** What binds a factor: the vendor's `EnrollFactorDto`. */
export interface EnrollFactor {
  readonly factorType: FactorType
  readonly enrollmentToken: Redacted<string>
  readonly enrollmentData: Redacted<EnrollmentData>
}

/** With every call: `signal` aborts it, `attemptId` (`<enrollmentId>:<seq>`) names it in logs. */
export interface CallOptions {
  readonly signal: AbortSignal
  readonly attemptId: string
}

/** One call of the service. Left is an expected answer; anything thrown counts as a defect of the implementation. */
export type ServiceCall<I, A> = (input: I, options: CallOptions) => TaskEither<ServiceError, A>

/** The server's rules that no reply states. */
export interface ServiceLimits {
  /** How long an `enrollmentToken` lives, ms. */
  readonly tokenLifetimeMs: number
  /** How long a target (phone, address) must wait between two messages, ms. */
  readonly sendIntervalMs: number
  /** How many wrong codes a sent message survives, less one: the pool's `verifyCodeMaxAttempts`. */
  readonly wrongCodeBudget: number
}

/** The vendor's limits: a token lives one minute, a target gets one message a minute, one wrong code uses a message up. */
export const vendorLimits: ServiceLimits = {
  tokenLifetimeMs: 60_000,
  sendIntervalMs: 60_000,
  wrongCodeBudget: 1,
}

/**
 * What the machine asks of the world. Implement it over anything; `provideService` decodes whatever you
 * answer, so a mistake ends in `invalidResponse` and not in a broken screen.
 *
 * Do not retry `sendEnrollFactorRequest` (it sends messages) or `enrollFactor` (it spends attempts).
 *
 * @example
 * const service: EnrollmentService = {
 *   limits: vendorLimits,
 *   sendEnrollFactorRequest: (chosen, { signal }) => postToMyBackend('/mfa/request', chosen, signal),
 *   enrollFactor: (bind, { signal }) => postToMyBackend('/mfa/bind', bind, signal),
 *   listEnrolledFactors: (_, { signal }) => getFromMyBackend('/mfa/factors', signal),
 * }
 */
export interface EnrollmentService {
  readonly limits: ServiceLimits
  readonly sendEnrollFactorRequest: ServiceCall<Choice, EnrollFactorRequested>
  readonly enrollFactor: ServiceCall<EnrollFactor, FactorBound>
  readonly listEnrolledFactors: ServiceCall<Readonly<Record<string, never>>, readonly EnrolledFactor[]>
}
