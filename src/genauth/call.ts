import type { FactorType } from '../../machines/index.ts'

/** The calls of the ports, by the vendor's method names; `upload` has none, for the vendor's SDKs leave it out. */
export type Endpoint =
  | 'sendEnrollFactorRequest'
  | 'enrollFactor'
  | 'listEnrolledFactors'
  | 'listFactorsToEnroll'
  | 'getFactor'
  | 'resetFactor'
  | 'upload'

/** What a send-enroll-factor-request carries (the vendor's `SendEnrollFactorRequestDto`). In clear: it is about to be sent. */
export interface RequestBody {
  readonly factorType: string
  readonly profile: {
    readonly phoneNumber?: string
    readonly phoneCountryCode?: string
    readonly email?: string
  }
}

/** What an enroll-factor carries (the vendor's `EnrollFactorDto`). In clear: it is about to be sent. */
export interface BindBody {
  readonly factorType: string
  readonly enrollmentToken: string
  readonly enrollmentData: {
    readonly passCode?: string
    readonly photo?: string
    readonly isExternalPhoto?: boolean
  }
}

/** What names a factor: the body of a reset-factor (the vendor's `ResetFactorDto`), and the query of a get-factor. */
export interface FactorReference {
  readonly factorId: string
}

/** The call that lists what the account already has: the machine's, and the directory's. */
export const listCall = { endpoint: 'listEnrolledFactors', factorType: null } as const

/**
 * The calls of the machine's service, whoever carries them. The body is made at the last moment, so that
 * nothing in clear waits for an access token. A call prints without it.
 */
export type EnrollmentCall =
  | {
      readonly endpoint: 'sendEnrollFactorRequest'
      readonly factorType: FactorType
      readonly body: () => RequestBody
    }
  | { readonly endpoint: 'enrollFactor'; readonly factorType: FactorType; readonly body: () => BindBody }
  | typeof listCall

/** The calls of the directory. A factor's id is no secret. */
export type DirectoryCall =
  | {
      readonly endpoint: 'resetFactor' | 'getFactor'
      readonly factorType: null
      readonly factor: FactorReference
    }
  | { readonly endpoint: 'listFactorsToEnroll'; readonly factorType: null }
  | typeof listCall

/** The call that uploads a photo. */
export interface UploadCall {
  readonly endpoint: 'upload'
  readonly factorType: 'FACE'
  readonly form: () => FormData
}

/** One call of the API. */
export type Call = EnrollmentCall | DirectoryCall | UploadCall
