import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { reveal } from '../../machines/index.ts'
import type { Choice, EnrollFactor, EnrollmentService, ServiceLimits } from '../../machines/index.ts'
import { listCall } from './call.ts'
import type { EnrollmentCall, RequestBody } from './call.ts'
import type { Carrier } from './carrier.ts'
import { decodeBound, decodeEnrolledFactors, decodeRequested } from './decode.ts'

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
const requestCall = (chosen: Choice): EnrollmentCall => ({
  endpoint: 'sendEnrollFactorRequest',
  factorType: chosen.factorType,
  body: () => ({ factorType: chosen.factorType, profile: profileOf(chosen) }),
})

/** The call that binds. */
const bindCall = ({ factorType, enrollmentToken, enrollmentData }: EnrollFactor): EnrollmentCall => ({
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

/** The machine's service over any carrier. */
export const serviceOver = (carry: Carrier<EnrollmentCall>, limits: ServiceLimits): EnrollmentService => ({
  limits,
  sendEnrollFactorRequest: (chosen, options) =>
    pipe(carry(requestCall(chosen), options), TE.chainEitherK(decodeRequested(chosen.factorType))),
  enrollFactor: (bind, options) => pipe(carry(bindCall(bind), options), TE.chainEitherK(decodeBound)),
  listEnrolledFactors: (_, options) => pipe(carry(listCall, options), TE.chainEitherK(decodeEnrolledFactors)),
})
