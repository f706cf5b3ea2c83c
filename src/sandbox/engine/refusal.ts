/**
 * Every way the engine says no: what the wire carries, and which `ServiceError` it is to the port.
 *
 * No document names a code for an unknown or expired enrollmentToken, nor for the minute per target: they
 * carry no apiCode here, so that a client cannot come to rely on one. EMAIL alone has 2080, which the
 * vendor's own login page special-cases. A wrong code is a 499 (ClientError, "see apiCode"), for 400 means
 * a malformed parameter. 2001, 2035, 2080, 2200 and 2300 stand in the older table only; V3 clients meet them.
 */
export const refusals = {
  malformed: { statusCode: 400, tag: 'invalidInput', en: 'Invalid parameter', zh: '参数错误' },
  passCodeMissing: { statusCode: 400, tag: 'invalidInput', en: 'passCode is required', zh: '请输入验证码' },
  totpMissing: {
    statusCode: 400,
    apiCode: 6003,
    tag: 'invalidInput',
    en: 'TOTP code is required',
    zh: '请输入 TOTP 口令',
  },
  factorMismatch: {
    statusCode: 400,
    tag: 'invalidInput',
    en: 'factorType is not the one the enrollmentToken was issued for',
    zh: 'factorType 与 enrollmentToken 不符',
  },
  tokenUnknown: {
    statusCode: 400,
    tag: 'tokenExpired',
    en: 'enrollmentToken is invalid or expired',
    zh: 'enrollmentToken 无效或已过期',
  },
  appIdMissing: {
    statusCode: 400,
    tag: 'invalidInput',
    en: 'The app id header is missing',
    zh: '缺少应用 ID 请求头',
  },
  appUnknown: {
    statusCode: 404,
    apiCode: 2011,
    tag: 'notFound',
    en: 'The application does not exist',
    zh: '应用不存在',
  },
  notLoggedIn: { statusCode: 401, apiCode: 2020, tag: 'unauthorized', en: 'Not logged in', zh: '尚未登录' },
  wrongPassword: {
    statusCode: 403,
    apiCode: 2333,
    tag: 'forbidden',
    en: 'Wrong account or password',
    zh: '账号或密码错误',
  },
  notFound: { statusCode: 404, tag: 'notFound', en: 'No such endpoint', zh: '接口不存在' },
  phoneTaken: {
    statusCode: 409,
    apiCode: 2035,
    tag: 'alreadyBound',
    en: 'The phone number is already bound',
    zh: '手机号已被绑定',
  },
  emailTaken: {
    statusCode: 409,
    apiCode: 2200,
    tag: 'alreadyBound',
    en: 'The e-mail address is already bound',
    zh: '邮箱已被绑定',
  },
  bodyTooLarge: {
    statusCode: 413,
    tag: 'invalidInput',
    en: 'The request body is too large',
    zh: '请求体过大',
  },
  smsTooSoon: {
    statusCode: 429,
    tag: 'throttled',
    en: 'One message a minute, please',
    zh: '一分钟内只能发送一次短信',
  },
  emailTooSoon: {
    statusCode: 429,
    apiCode: 2080,
    tag: 'throttled',
    en: 'One e-mail a minute, please',
    zh: '一分钟内只能发送一次邮件',
  },
  rateLimited: { statusCode: 429, tag: 'throttled', en: 'Too many requests', zh: '请求过于频繁' },
  wrongTotp: { statusCode: 499, apiCode: 6001, tag: 'wrongCode', en: 'Wrong TOTP code', zh: 'TOTP 口令错误' },
  wrongCode: { statusCode: 499, apiCode: 2001, tag: 'wrongCode', en: 'Wrong code', zh: '验证码不正确' },
  codeExpired: {
    statusCode: 499,
    apiCode: 2300,
    tag: 'tokenExpired',
    en: 'The code has expired',
    zh: '验证码已过期',
  },
  serverFault: { statusCode: 500, tag: 'serverFault', en: 'Internal server error', zh: '服务器内部错误' },
  factorDisabled: {
    statusCode: 501,
    tag: 'unsupported',
    en: 'This factor is not enabled',
    zh: '未启用该认证要素',
  },
} as const satisfies Record<string, RefusalEntry>

interface RefusalEntry {
  readonly statusCode: number
  readonly apiCode?: number
  readonly tag: string
  readonly en: string
  readonly zh: string
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
