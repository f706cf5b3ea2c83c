import type { Fault } from '../../src/sandbox/index.ts'

type WithoutEndpoint<F> = F extends unknown ? Omit<F, 'endpoint' | 'times'> : never

/** A fault that still has to be told where. */
export type AnyFault = WithoutEndpoint<Fault>

/** Puts it to an endpoint; what can only be everywhere stays everywhere. */
export const at = (endpoint: Fault['endpoint'], fault: AnyFault): Fault =>
  fault.kind === 'refused' ? { ...fault, endpoint: '*' } : { ...fault, endpoint }

const hostile = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202emoc.live@nna',
  '<img src=x onerror=alert(1)>',
  'x'.repeat(10_000),
]

const paths = [
  'statusCode',
  'message',
  'requestId',
  'data',
  'data.enrollmentToken',
  'data.otpData',
  'data.otpData.qrCodeUri',
  'data.otpData.recoveryCode',
  'data.0',
  'data.0.factorId',
  'data.0.factorType',
  'data.0.profile',
  'data.0.profile.email',
  '',
]

const numbers = (text: string): readonly number[] => text.trim().split(/\s+/).map(Number)

const statusCodes = numbers(`
  400 401 402 403 404 405 408 409 413 422 429 499 500 501 502 503 504 601 602 603
  418 451 599 699 0 -1 199 302 499.5
`)

const apiCodes = numbers(`
  6001 6002 6003 6004 1700 1701 1702 1703 1704 1705 1706 1707 2004 2005 2006 2333 2011 2224 2020 2031 2039 2040
  2058 1600 1635 1636 1639 1640 1641 1642 1643 1699 4021 2120008 2130010 2820002 1300 1301 1302 1303 1304 1305 1306
  2001 2300 2080 1002 1000 2100 2000 2021 2206 2207 2035 2200 2028 2204 2231 3012 3013 3014 2017 2025 2057 1001 2036
  999999 0 -1
`)

const httpStatuses = numbers('200 201 202 302 400 401 403 404 408 409 413 418 422 429 500 501 502 503 504')

const refusals: readonly AnyFault[] = [
  ...statusCodes.map((statusCode) => ({ kind: 'refusal', statusCode }) as const),
  ...apiCodes.map((apiCode) => ({ kind: 'refusal', statusCode: 499, apiCode }) as const),
  ...[1706, 2011, 2021].flatMap((apiCode) =>
    [400, 401, 429, 500].map(
      (statusCode) => ({ kind: 'refusal', statusCode, apiCode, stringApiCode: true }) as const,
    ),
  ),
  ...httpStatuses.map(
    (httpStatus) => ({ kind: 'refusal', statusCode: 400, httpStatus, apiCode: 6003 }) as const,
  ),
  { kind: 'refusal', statusCode: 429, httpStatus: 200, retryAfter: 30 },
  {
    kind: 'refusal',
    statusCode: 503,
    retryAfter: 'Thu, 01 Jan 2026 00:01:00 GMT',
    message: hostile.join(' '),
  },
]

/** Every kind of fault, in every form that a client could tell from another. */
export const everyFault: Readonly<Record<Fault['kind'], readonly AnyFault[]>> = {
  refused: [{ kind: 'refused', ms: 600_000 }],
  latency: [{ kind: 'latency', ms: 20 }],
  clockSkew: [
    { kind: 'clockSkew', ms: 29_000 },
    { kind: 'clockSkew', ms: 3_600_000 },
    { kind: 'clockSkew', ms: -3_600_500 },
  ],
  reset: [{ kind: 'reset' }],
  hang: [{ kind: 'hang' }],
  throttled: [
    { kind: 'throttled' },
    { kind: 'throttled', retryAfter: 12 },
    { kind: 'throttled', retryAfter: 200_000 },
    { kind: 'throttled', retryAfter: 'Thu, 01 Jan 2026 00:01:00 GMT' },
    { kind: 'throttled', retryAfter: 'Wed, 31 Dec 2025 23:59:00 GMT' },
    { kind: 'throttled', retryAfter: 'soon' },
    { kind: 'throttled', retryAfter: 1.5 },
  ],
  serverError: [{ kind: 'serverError' }, { kind: 'serverError', retryAfter: 7 }],
  refusal: refusals,
  html: [{ kind: 'html' }],
  redirect: [{ kind: 'redirect' }, { kind: 'redirect', location: '/login' }],
  lostReply: [{ kind: 'lostReply' }],
  resetAfterHeaders: [{ kind: 'resetAfterHeaders' }],
  resetInBody: [{ kind: 'resetInBody' }],
  slowDrip: [
    { kind: 'slowDrip', ms: 1 },
    { kind: 'slowDrip', ms: 0, pieces: 100_000 },
    { kind: 'slowDrip', ms: 1_000_000 },
  ],
  hangInBody: [{ kind: 'hangInBody' }],
  truncated: [{ kind: 'truncated' }],
  empty: [{ kind: 'empty' }],
  oversized: [{ kind: 'oversized' }],
  wrongShape: [
    { kind: 'wrongShape' },
    ...[null, [], 'text', 200, {}, { statusCode: '200' }, { code: 200 }, { statusCode: 200, data: 7 }].map(
      (body) => ({ kind: 'wrongShape', body }) as const,
    ),
  ],
  spoiltField: paths.flatMap((path) =>
    (['missing', 'null', 'wrongType', 'extra'] as const).map(
      (how) => ({ kind: 'spoiltField', path, how }) as const,
    ),
  ),
  replacedField: [
    ...paths.map((path) => ({ kind: 'replacedField', path, value: hostile[0] }) as const),
    ...['message', 'requestId', 'data.enrollmentToken', 'data.0.factorId', 'data.0.profile.email'].flatMap(
      (path) => hostile.map((value) => ({ kind: 'replacedField', path, value }) as const),
    ),
    {
      kind: 'replacedField',
      path: 'data.otpData.qrCodeUri',
      value: 'otpauth://hotp/Evil:ann?secret=JBSWY3DPEHPK3PXP&issuer=Other',
    },
    { kind: 'replacedField', path: 'data', value: JSON.parse('['.repeat(20) + ']'.repeat(20)) },
    { kind: 'replacedField', path: 'data.0.profile', value: { email: null, phoneNumber: 7 } },
    { kind: 'replacedField', path: 'data.0.factorId', value: 'a\u0000b' },
    { kind: 'replacedField', path: 'data.__proto__.polluted', value: true },
  ],
}

/** Those after which nothing more comes: a client waits until its patience ends. */
export const isSilent = (fault: AnyFault): boolean =>
  fault.kind === 'hang' || fault.kind === 'hangInBody' || (fault.kind === 'slowDrip' && fault.ms > 1_000)
