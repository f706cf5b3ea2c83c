import type { ServiceError } from '../../../machines/index.ts'

/**
 * A code of the vendor: what it is to the port, and its meaning in our words. `input` blames what the call
 * carries, a `field` that field; `size` is a body that was too large; `byStatus` leaves it to the statusCode.
 */
export interface DocumentedCode {
  readonly means:
    | Exclude<ServiceError['_tag'], 'invalidInput'>
    | 'input'
    | 'size'
    | 'byStatus'
    | { readonly field: string }
  readonly en: string
  readonly zh: string
}

const code = (means: DocumentedCode['means'], en: string, zh: string): DocumentedCode => ({ means, en, zh })

type Codes = Readonly<Record<number, DocumentedCode>>

/** The vendor's table of statusCodes, and the few of HTTP's own that gateways add (405, 408, 504). */
export const documentedStatusCodes: Codes = {
  400: code('input', 'Invalid parameter', '参数错误'),
  401: code('unauthorized', 'Not logged in', '尚未登录'),
  402: code('forbidden', 'The plan does not include this', '当前套餐不包含此功能'),
  403: code('forbidden', 'Not permitted', '没有权限'),
  404: code('notFound', 'Not found', '资源不存在'),
  405: code('notFound', 'Method not allowed', '请求方法不被允许'),
  408: code('timedOut', 'The request took too long', '请求超时'),
  409: code('alreadyBound', 'In conflict with what there is', '与现有数据冲突'),
  413: code('size', 'The request body is too large', '请求体过大'),
  422: code('input', 'Against the rules of the business', '不符合业务规则'),
  429: code('throttled', 'Too many requests', '请求过于频繁'),
  499: code('input', 'The client is at fault', '客户端错误'),
  500: code('serverFault', 'Internal server error', '服务器内部错误'),
  501: code('unsupported', 'Not supported', '不支持的操作'),
  502: code('serverFault', 'An internal service failed', '内部服务调用失败'),
  503: code('serverFault', 'Down for maintenance', '服务维护中'),
  504: code('serverFault', 'A gateway waited too long', '网关超时'),
  601: code('serverFault', 'A provider could not be reached', '无法访问第三方服务'),
  602: code('serverFault', 'A provider answered with an error', '第三方服务返回错误'),
  603: code('serverFault', 'A script of the tenant failed', '自定义代码执行失败'),
}

// About logging in, or about the management's credentials: the host has to sort it out before anything else.
const notOfTheseCalls = 'unauthorized' as const

/** The vendor's V3 table of apiCodes. */
const v3: Codes = {
  6001: code('wrongCode', 'Wrong TOTP code', 'TOTP 口令错误'),
  6002: code('wrongCode', 'Wrong recovery code', '恢复码错误'),
  6003: code({ field: 'passCode' }, 'TOTP code is required', '请输入 TOTP 口令'),
  6004: code({ field: 'passCode' }, 'Recovery code is required', '请输入恢复码'),
  1700: code('photoRejected', 'No face photo was given', '未上传人脸照片'),
  1701: code('photoRejected', 'There is no photo to compare with', '缺少用于比对的照片'),
  1702: code('photoRejected', 'The face was not recognised', '人脸识别失败'),
  1703: code(
    'preconditionMissing',
    'Bind an e-mail or a phone before a face',
    '绑定人脸前请先绑定邮箱或手机号',
  ),
  1704: code('photoRejected', 'The phone could not be verified for the face', '绑定人脸时手机验证失败'),
  1705: code('photoRejected', 'The e-mail could not be verified for the face', '绑定人脸时邮箱验证失败'),
  1706: code('alreadyBound', 'A face is already bound', '人脸已被绑定'),
  1707: code('photoRejected', 'The face could not be bound', '绑定人脸失败'),
  2004: code('forbidden', 'The user does not exist', '用户不存在'),
  2005: code('forbidden', 'The user is locked', '用户已被锁定'),
  2006: code(notOfTheseCalls, 'Wrong password', '密码错误'),
  2333: code(notOfTheseCalls, 'Wrong account or password', '账号或密码错误'),
  2011: code('notFound', 'The application does not exist', '应用不存在'),
  2224: code('notFound', 'The user pool does not exist', '用户池不存在'),
  2020: code('unauthorized', 'Not logged in', '尚未登录'),
  2031: code('forbidden', 'Registration is closed', '应用已关闭注册'),
  2039: code('byStatus', 'The application domain is taken', '应用域名已被占用'),
  2040: code('byStatus', 'The pool domain is taken', '用户池域名已被占用'),
  2058: code(notOfTheseCalls, 'The password must be changed first', '请先重置密码'),
  1600: code(notOfTheseCalls, 'The login flow has ended', '登录流程已结束'),
  1635: code(notOfTheseCalls, 'A second factor is needed to log in', '登录需要多因素认证'),
  1636: code(notOfTheseCalls, 'The application asks for a second factor', '应用要求多因素认证'),
  1639: code(notOfTheseCalls, 'The first password must be changed', '首次登录请重置密码'),
  1640: code(notOfTheseCalls, 'Bind an existing identity first', '请先绑定已有账号'),
  1641: code(notOfTheseCalls, 'Bind or create an identity first', '请先绑定或创建账号'),
  1642: code(notOfTheseCalls, 'Complete the profile first', '请先补全用户信息'),
  1643: code(notOfTheseCalls, 'Unlock the account first', '请先自助解锁'),
  1699: code(notOfTheseCalls, 'The login flow was aborted', '登录流程已中止'),
  4021: code('forbidden', 'Metering failed', '计量计费异常'),
  2120008: code('forbidden', 'The user is disabled or not of this tenant', '用户被禁用或不属于该租户'),
  2130010: code('forbidden', 'The user may not log in to this tenant', '用户无权登录该租户'),
  2820002: code('byStatus', 'Bad LDAP link', 'LDAP 链接错误'),
  1300: code(notOfTheseCalls, 'Bad signature', '签名错误'),
  1301: code(notOfTheseCalls, 'Unknown signature method', '签名方法不支持'),
  1302: code(notOfTheseCalls, 'Unknown signature version', '签名版本不支持'),
  1303: code(notOfTheseCalls, 'Bad timestamp', '时间戳格式错误'),
  1304: code(notOfTheseCalls, 'The date header is missing', '缺少 date 请求头'),
  1305: code(notOfTheseCalls, 'The clocks differ too much', '时间偏差过大'),
  1306: code(notOfTheseCalls, 'The request was sent before', '请求重复'),
}

/** What older tables and the vendor's own pages know; V3 clients meet them. */
const older: Codes = {
  2001: code('wrongCode', 'Wrong code', '验证码不正确'),
  2300: code('tokenExpired', 'The code has expired', '验证码已过期'),
  2080: code('throttled', 'One e-mail a minute, please', '一分钟内只能发送一次邮件'),
  1002: code('throttled', 'Too often', '操作过于频繁'),
  1000: code('throttled', 'The service is busy', '服务繁忙'),
  2100: code('throttled', 'Too many registrations', '注册过于频繁'),
  2000: code('unsupported', 'An image captcha is needed', '请输入图形验证码'),
  2021: code('forbidden', 'The mail template is missing', '邮件模板不存在'),
  2206: code('unauthorized', 'The login has expired', '登录信息已过期'),
  2207: code('unauthorized', 'The login is not valid', '登录信息有误'),
  2035: code('alreadyBound', 'The phone number is already bound', '手机号已被绑定'),
  2200: code('alreadyBound', 'The e-mail address is already bound', '邮箱已被绑定'),
  2028: code('input', 'A valid phone or e-mail is needed', '请输入正确的手机号或邮箱'),
  2204: code({ field: 'email' }, 'Not an e-mail address', '邮箱格式不正确'),
  2231: code('input', 'Parameters are missing', '缺少参数'),
  3012: code('serverFault', 'The mail could not be made', '邮件生成失败'),
  3013: code('serverFault', 'The mail could not be rendered', '邮件渲染失败'),
  3014: code('serverFault', 'The mail could not be sent', '邮件发送失败'),
  2017: code('serverFault', 'The mail service failed', '邮件服务异常'),
  2025: code('serverFault', 'The mail service is not set up', '未配置邮件服务'),
  2057: code('forbidden', 'Locked after repeated failures', '多次失败，账号已锁定'),
  1001: code('forbidden', 'No permission', '无权限'),
  2036: code('forbidden', 'The user is not of this pool', '用户不属于该用户池'),
}

/** Every apiCode a document or a client of the vendor knows. Login codes mean `unauthorized` to these calls. */
export const documentedApiCodes: Codes = { ...v3, ...older }
