import * as t from 'io-ts'

/** The endpoints served, by the names of the vendor's methods (`signin` for `POST /api/v3/signin`). */
export const Endpoint = t.keyof(
  {
    signin: null,
    sendEnrollFactorRequest: null,
    enrollFactor: null,
    listEnrolledFactors: null,
    listFactorsToEnroll: null,
  },
  'Endpoint',
)
export type Endpoint = t.TypeOf<typeof Endpoint>
