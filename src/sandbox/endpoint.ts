import * as t from 'io-ts'

/**
 * The endpoints served, by the names of the vendor's methods where it has one; `signin`, `upload` and `userinfo`
 * are `POST /api/v3/signin`, `POST /api/v2/upload` and `/oidc/me`.
 */
export const Endpoint = t.keyof(
  {
    signin: null,
    sendEnrollFactorRequest: null,
    enrollFactor: null,
    resetFactor: null,
    listEnrolledFactors: null,
    getFactor: null,
    listFactorsToEnroll: null,
    mfaOtpVerify: null,
    upload: null,
    userinfo: null,
  },
  'Endpoint',
)
export type Endpoint = t.TypeOf<typeof Endpoint>
