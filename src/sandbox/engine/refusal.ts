/**
 * Every way the engine says no: what the wire carries, and which `ServiceError` it is to the port. The words
 * for people stand in http/texts.ts.
 *
 * No document names a code for an unknown or expired enrollmentToken, nor for the minute per target: they
 * carry no apiCode here, so that a client cannot come to rely on one. EMAIL alone has 2080, which the
 * vendor's own login page special-cases. A wrong code is a 499 (ClientError, "see apiCode"), for 400 means
 * a malformed parameter. 2001, 2035, 2080, 2200 and 2300 stand in the older table only; V3 clients meet them.
 * The statusCodes beside 1700 to 1703 are our choice: the table of apiCodes names none.
 */
export const refusals = {
  malformed: { statusCode: 400, tag: 'invalidInput' },
  passCodeMissing: { statusCode: 400, tag: 'invalidInput' },
  totpMissing: { statusCode: 400, apiCode: 6003, tag: 'invalidInput' },
  factorMismatch: { statusCode: 400, tag: 'invalidInput' },
  tokenUnknown: { statusCode: 400, tag: 'tokenExpired' },
  appIdMissing: { statusCode: 400, tag: 'invalidInput' },
  photoMissing: { statusCode: 400, apiCode: 1700, tag: 'photoRejected' },
  photoUnknown: { statusCode: 400, apiCode: 1701, tag: 'photoRejected' },
  notAPhoto: { statusCode: 400, tag: 'photoRejected' },
  notLoggedIn: { statusCode: 401, apiCode: 2020, tag: 'unauthorized' },
  wrongPassword: { statusCode: 403, apiCode: 2333, tag: 'forbidden' },
  appUnknown: { statusCode: 404, apiCode: 2011, tag: 'notFound' },
  factorUnknown: { statusCode: 404, tag: 'notFound' },
  otpNotBound: { statusCode: 404, tag: 'notFound' },
  notFound: { statusCode: 404, tag: 'notFound' },
  phoneTaken: { statusCode: 409, apiCode: 2035, tag: 'alreadyBound' },
  emailTaken: { statusCode: 409, apiCode: 2200, tag: 'alreadyBound' },
  faceTaken: { statusCode: 409, apiCode: 1706, tag: 'alreadyBound' },
  bodyTooLarge: { statusCode: 413, tag: 'invalidInput' },
  photoTooLarge: { statusCode: 413, tag: 'photoRejected' },
  noContactForFace: { statusCode: 422, apiCode: 1703, tag: 'preconditionMissing' },
  externalPhoto: { statusCode: 422, tag: 'invalidInput' },
  smsTooSoon: { statusCode: 429, tag: 'throttled' },
  emailTooSoon: { statusCode: 429, apiCode: 2080, tag: 'throttled' },
  rateLimited: { statusCode: 429, tag: 'throttled' },
  noFace: { statusCode: 499, apiCode: 1702, tag: 'photoRejected' },
  wrongTotp: { statusCode: 499, apiCode: 6001, tag: 'wrongCode' },
  wrongCode: { statusCode: 499, apiCode: 2001, tag: 'wrongCode' },
  codeExpired: { statusCode: 499, apiCode: 2300, tag: 'tokenExpired' },
  serverFault: { statusCode: 500, tag: 'serverFault' },
  factorDisabled: { statusCode: 501, tag: 'unsupported' },
  mailUnreachable: { statusCode: 601, tag: 'serverFault' },
  mailRejected: { statusCode: 602, tag: 'serverFault' },
} as const satisfies Record<string, RefusalEntry>

interface RefusalEntry {
  readonly statusCode: number
  readonly apiCode?: number
  readonly tag: string
}

export type Reason = keyof typeof refusals

/** One refusal: its reason, and what this very request adds to it. */
export interface Refusal {
  readonly reason: Reason
  /** The wire name of the field that was refused. */
  readonly field?: string
  /** Epoch ms after which the same request would be heard. */
  readonly retryAt?: number
}

export const refused = (reason: Reason, more: Omit<Refusal, 'reason'> = {}): Refusal => ({ reason, ...more })

/** `apiCode` where this reason has one. */
export const apiCodeOf = (reason: Reason): number | undefined => {
  const entry: RefusalEntry = refusals[reason]
  return entry.apiCode
}
