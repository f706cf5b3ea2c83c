import { reveal } from '../../machines/index.ts'
import type { Choice, EnrollFactor, FactorType } from '../../machines/index.ts'

/** The three calls of the port, by the vendor's method names. */
export type Endpoint = 'sendEnrollFactorRequest' | 'enrollFactor' | 'listEnrolledFactors'

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

/**
 * One call of the API, whoever carries it. The body is made at the last moment, so that nothing in
 * clear waits for an access token. A call prints without it.
 */
export type Call =
  | {
      readonly endpoint: 'sendEnrollFactorRequest'
      readonly factorType: FactorType
      readonly body: () => RequestBody
    }
  | { readonly endpoint: 'enrollFactor'; readonly factorType: FactorType; readonly body: () => BindBody }
  | { readonly endpoint: 'listEnrolledFactors'; readonly factorType: null }

// Only what the factor needs: GenAuth ignores the rest, and we do not hand out contact data for nothing.
const profileOf = (chosen: Choice): RequestBody['profile'] => {
  switch (chosen.factorType) {
    case 'SMS': {
      const { phoneNumber, phoneCountryCode } = reveal(chosen.profile)
      return phoneCountryCode === undefined ? { phoneNumber } : { phoneNumber, phoneCountryCode }
    }
    case 'EMAIL':
      return { email: reveal(chosen.profile).email }
    case 'OTP':
    case 'FACE':
      return {}
  }
}

/** The call that asks for a token, and for OTP, SMS and EMAIL sends what is to be proved. */
export const requestCall = (chosen: Choice): Call => ({
  endpoint: 'sendEnrollFactorRequest',
  factorType: chosen.factorType,
  body: () => ({ factorType: chosen.factorType, profile: profileOf(chosen) }),
})

/** The call that binds. */
export const bindCall = ({ factorType, enrollmentToken, enrollmentData }: EnrollFactor): Call => ({
  endpoint: 'enrollFactor',
  factorType,
  body: () => {
    const proof = reveal(enrollmentData)
    return {
      factorType,
      enrollmentToken: reveal(enrollmentToken),
      enrollmentData:
        'passCode' in proof
          ? { passCode: proof.passCode }
          : { photo: proof.photo, isExternalPhoto: proof.isExternalPhoto },
    }
  },
})

/** The call that lists what the account already has. */
export const listCall: Call = { endpoint: 'listEnrolledFactors', factorType: null }

const longestListMs = 5_000

/** The time limit of one exchange, ms. Listing is asked beside other things and again and again: it has five seconds at most. */
export const timeLimitOf = (endpoint: Endpoint, timeoutMs: number): number =>
  endpoint === 'listEnrolledFactors' ? Math.min(timeoutMs, longestListMs) : timeoutMs
