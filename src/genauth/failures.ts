import type { FactorType, ServiceError } from '../../machines/index.ts'
import type { Endpoint } from './call.ts'

/** What the server said no with. `statusCode` is the body's, or HTTP's where there is no body to believe. */
export interface Refusal {
  readonly statusCode: number
  readonly apiCode?: number
  readonly requestId?: string
  /** Epoch ms after which the server will listen again; told beside `throttled` only. */
  readonly retryAt?: number
  /** What the server's clock said, epoch ms; told beside `wrongCode` only. */
  readonly serverTime?: number
}

/** Which call was refused: the same code means another thing to another call. */
export interface RefusedCall {
  readonly endpoint: Endpoint
  readonly factorType: FactorType | null
}

type Plain = Exclude<
  ServiceError['_tag'],
  'wrongCode' | 'throttled' | 'invalidInput' | 'unreachable' | 'invalidResponse'
>

/**
 * A row of the tables. `input` blames the field this call carries; `{ field }` names it. `size` is a body
 * that was too large. `status` leaves the word to the status code.
 */
type Row =
  | Plain
  | 'wrongCode'
  | 'throttled'
  | 'input'
  | 'size'
  | 'status'
  | 'notAStatus'
  | { readonly field: string }

/** The API's status codes (reference: error-code page of the docs), which HTTP's own agree with. */
export const byStatusCode: Readonly<Record<number, Row>> = {
  400: 'input',
  401: 'unauthorized',
  402: 'forbidden', // the plan does not include it
  403: 'forbidden',
  404: 'notFound',
  405: 'notFound', // HTTP only: no GenAuth behind this address
  408: 'timedOut', // HTTP only: a gateway gave up
  409: 'alreadyBound',
  413: 'size',
  422: 'input', // well-formed, but against a business rule
  429: 'throttled',
  499: 'input', // the API's generic client fault
  500: 'serverFault',
  501: 'unsupported',
  502: 'serverFault',
  503: 'serverFault',
  504: 'serverFault', // gateways, and invented by the vendor's Go SDK for its own time limit
  601: 'serverFault', // SMS, mail or face provider not reachable
  602: 'serverFault', // the provider answered with an error
  603: 'serverFault', // a script of the tenant failed, before or after taking effect
}

/** The API's business codes: the V3 table first, then those that older tables and the vendor's own pages know. */
export const byApiCode: Readonly<Record<number, Row>> = {
  6001: 'wrongCode',
  6002: 'wrongCode',
  6003: { field: 'passCode' },
  6004: { field: 'passCode' },
  1700: 'photoRejected',
  1701: 'photoRejected',
  1702: 'photoRejected',
  1703: 'preconditionMissing',
  // Phone or e-mail verification "failed while binding a face", and "binding failed": with a face, all a
  // person can do again is the photo. `wrongCode` would speak of a code that nobody typed.
  1704: 'photoRejected',
  1705: 'photoRejected',
  1707: 'photoRejected',
  1706: 'alreadyBound',
  2004: 'forbidden', // user not found: the account is at fault, not an input of this call
  2005: 'forbidden', // user locked
  2011: 'notFound', // no such application
  2224: 'notFound', // no such user pool
  2020: 'unauthorized',
  4021: 'forbidden', // metering fault: as 402
  2120008: 'forbidden',
  2130010: 'forbidden',
  // The login is not finished, so there is no full access token yet. The host finishes it first.
  1600: 'unauthorized',
  1635: 'unauthorized',
  1636: 'unauthorized',
  1639: 'unauthorized',
  1640: 'unauthorized',
  1641: 'unauthorized',
  1642: 'unauthorized',
  1643: 'unauthorized',
  1699: 'unauthorized',
  2006: 'unauthorized',
  2058: 'unauthorized',
  2333: 'unauthorized', // comes with 403, and still is about signing in
  2031: 'forbidden',
  // Signature faults: somebody called with management credentials instead of a person's access token.
  1300: 'unauthorized',
  1301: 'unauthorized',
  1302: 'unauthorized',
  1303: 'unauthorized',
  1304: 'unauthorized',
  1305: 'unauthorized',
  1306: 'unauthorized',
  // Domains taken, LDAP link: not of these calls; should they come, the status code knows better.
  2039: 'status',
  2040: 'status',
  2820002: 'status',

  2001: 'wrongCode',
  2300: 'tokenExpired', // the sent code has expired: only a new request helps
  2080: 'throttled',
  1002: 'throttled',
  1000: 'throttled',
  2100: 'throttled',
  2000: 'unsupported', // wants an image captcha, for which these calls have no field
  2021: 'forbidden', // a missing mail template, or (with 401, see below) a login that is over
  2206: 'unauthorized',
  2207: 'unauthorized',
  2035: 'alreadyBound',
  2200: 'alreadyBound',
  2028: 'input',
  2204: { field: 'email' },
  2231: 'input',
  3012: 'serverFault', // the mail could not be made or sent
  3013: 'serverFault',
  3014: 'serverFault',
  2017: 'serverFault',
  2025: 'serverFault',
  2057: 'forbidden', // locked after repeated failures
  1001: 'forbidden',
  2036: 'forbidden',
}

/** A status no table knows. Four hundreds refuse; five hundreds and more may have taken effect; the rest says nothing. */
const unknownStatus = (statusCode: number): Row =>
  statusCode >= 500 ? 'serverFault' : statusCode >= 400 ? 'input' : 'notAStatus'

const rowOf = ({ statusCode, apiCode }: Refusal): Row => {
  // A server that asks for patience is believed, whatever else it says.
  if (statusCode === 429) return 'throttled'
  if (apiCode === 2021 && statusCode === 401) return 'unauthorized'
  const row = apiCode === undefined ? undefined : byApiCode[apiCode]
  return row === undefined || row === 'status' ? (byStatusCode[statusCode] ?? unknownStatus(statusCode)) : row
}

/** The wire name of what the person gave to this call; null where they gave nothing. */
const fieldOf = ({ endpoint, factorType }: RefusedCall): string | null => {
  switch (endpoint) {
    case 'sendEnrollFactorRequest':
      return factorType === 'SMS' ? 'phoneNumber' : factorType === 'EMAIL' ? 'email' : null
    case 'enrollFactor':
      return factorType === 'FACE' ? 'photo' : 'passCode'
    case 'resetFactor':
    case 'getFactor':
      return 'factorId'
    case 'upload':
      return 'photo'
    case 'listEnrolledFactors':
    case 'listFactorsToEnroll':
      return null
  }
}

// An upload carries nothing but the photo; a bind is too large only if it carries one.
const blamesPhoto = ({ endpoint, factorType }: RefusedCall, row: 'input' | 'size'): boolean =>
  endpoint === 'upload' || (row === 'size' && endpoint === 'enrollFactor' && factorType === 'FACE')

/**
 * What a refusal means, for the call that got it: one pure table. The apiCode decides where it has a
 * row, else the status code; an unknown code never means success.
 *
 * @example
 * import { failureOf } from 'mfa-enrollment/genauth'
 *
 * failureOf({ endpoint: 'enrollFactor', factorType: 'OTP' }, { statusCode: 499, apiCode: 6001 })
 * // { _tag: 'wrongCode', statusCode: 499, apiCode: 6001 }
 */
export const failureOf = (call: RefusedCall, refusal: Refusal): ServiceError => {
  const { retryAt, serverTime, ...told } = refusal
  const row = rowOf(refusal)
  if (typeof row === 'object') return { _tag: 'invalidInput', field: row.field, ...told }
  switch (row) {
    case 'input':
    case 'size':
      return blamesPhoto(call, row)
        ? { _tag: 'photoRejected', ...told }
        : { _tag: 'invalidInput', field: fieldOf(call), ...told }
    case 'wrongCode':
      return serverTime === undefined ? { _tag: row, ...told } : { _tag: row, serverTime, ...told }
    case 'throttled':
      return retryAt === undefined ? { _tag: row, ...told } : { _tag: row, retryAt, ...told }
    case 'notAStatus':
    case 'status':
      return { _tag: 'invalidResponse', paths: ['statusCode'], ...told }
    default:
      return { _tag: row, ...told }
  }
}

/**
 * True where a fresh access token may help: nothing happened, so the call may be sent once more. Other
 * `unauthorized` answers are about the login or the kind of credential.
 */
export const wantsFreshToken = (error: ServiceError): boolean =>
  error._tag === 'unauthorized' &&
  (error.statusCode === 401 || error.apiCode === 2020 || error.apiCode === 2206 || error.apiCode === 2207)
