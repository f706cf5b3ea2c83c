import * as E from '#fp-ts/Either'
import { redact } from '../../machines/index.ts'
import type {
  CallOptions,
  Choice,
  EnrollFactor,
  EnrollmentService,
  FactorDirectory,
  PhotoUpload,
  ServiceError,
} from '../../machines/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../src/genauth/index.ts'
import type { GenAuthOptions } from '../../src/genauth/index.ts'

/** Made-up values that tests look for, and that must turn up nowhere else. */
export const secrets = {
  accessToken: 'access-token-of-ann',
  enrollmentToken: 'enrollment-token-1',
  passCode: '004217',
  phoneNumber: '13800000000',
  email: 'ann@example.com',
} as const

export const chosen = {
  OTP: { factorType: 'OTP', profile: redact({}) },
  SMS: { factorType: 'SMS', profile: redact({ phoneNumber: secrets.phoneNumber, phoneCountryCode: '+86' }) },
  EMAIL: { factorType: 'EMAIL', profile: redact({ email: secrets.email }) },
  FACE: { factorType: 'FACE', profile: redact({}) },
} as const satisfies Record<string, Choice>

export const bind = (factorType: EnrollFactor['factorType'] = 'OTP'): EnrollFactor => ({
  factorType,
  enrollmentToken: redact(secrets.enrollmentToken),
  enrollmentData: redact(
    factorType === 'FACE'
      ? { photo: 'photos/ann.jpeg', isExternalPhoto: false }
      : { passCode: secrets.passCode },
  ),
})

export const options = (signal: AbortSignal = new AbortController().signal): CallOptions => ({
  signal,
  attemptId: 'enrollment-1:1',
})

const at = (host: string, more: Partial<GenAuthOptions>): GenAuthOptions => ({
  host,
  appId: 'app-1',
  getAccessToken: async () => secrets.accessToken,
  ...more,
})

export const serviceAt = (host: string, more: Partial<GenAuthOptions> = {}): EnrollmentService =>
  createGenAuthService(at(host, more))
export const directoryAt = (host: string, more: Partial<GenAuthOptions> = {}): FactorDirectory =>
  createFactorDirectory(at(host, more))
export const uploadAt = (host: string, more: Partial<GenAuthOptions> = {}): PhotoUpload =>
  createPhotoUpload(at(host, more))

export const request = (service: EnrollmentService, choice: Choice = chosen.OTP, call = options()) =>
  service.sendEnrollFactorRequest(choice, call)()
export const enroll = (service: EnrollmentService, what: EnrollFactor = bind(), call = options()) =>
  service.enrollFactor(what, call)()
export const list = (service: EnrollmentService, call = options()) => service.listEnrolledFactors({}, call)()

/** The error of an answer that must be one. */
export const errorOf = (answer: E.Either<ServiceError, unknown>): ServiceError => {
  if (E.isRight(answer)) throw new Error('expected a failure, and it succeeded')
  return answer.left
}

/** The value of an answer that must have one. */
export const valueOf = <A>(answer: E.Either<ServiceError, A>): A => {
  if (E.isLeft(answer)) throw new Error(`expected success, and it failed: ${answer.left._tag}`)
  return answer.right
}

export const otpData = {
  qrCodeUri: 'otpauth://totp/Acme:ann?secret=JBSWY3DPEHPK3PXP&issuer=Acme',
  qrCodeDataUrl: 'data:image/png;base64,AAAA',
  recoveryCode: '1f3a-09bc-77d2-4e60-a5c8-9b01',
}
export const requested = { statusCode: 200, message: 'ok', data: { enrollmentToken: 'token-2', otpData } }
export const bound = { statusCode: 200, message: '', requestId: 'req-1' }
