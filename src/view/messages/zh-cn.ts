import type { Catalogue } from './message.ts'

const duration = (seconds: number): string => {
  if (seconds < 120) return `${seconds} 秒`
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} 分钟` : `${Math.ceil(seconds / 3_600)} 小时`
}

const again = (wait: number | null): string => {
  if (wait === null) return '请稍后重试。'
  return wait > 0 ? `请在 ${duration(wait)}后重试。` : '请重试。'
}

const newCode = (wait: number | null): string => {
  if (wait === null) return '稍后可重新获取。'
  return wait > 0 ? `${duration(wait)}后可重新获取。` : '请重新获取。'
}

const notKept = {
  OTP: '密钥未被保留。请显示新的二维码。',
  SMS: '手机号码未被保留。请重新输入。',
  EMAIL: '邮箱地址未被保留。请重新输入。',
  FACE: '照片未被保留。请重新拍摄。',
} as const

const nowActive = {
  OTP: '您的身份验证器应用',
  SMS: '您的手机号码',
  EMAIL: '您的邮箱地址',
  FACE: '您的面部照片',
} as const

/** The messages in Simplified Chinese. */
export const zhCN: Catalogue = {
  chooseFactor: () => '请选择验证身份的方式。',
  requesting: () => '正在准备…',
  enterAppCode: ({ digits }) =>
    `请用身份验证器应用扫描二维码或手动输入密钥，然后输入应用显示的 ${digits} 位数字。`,
  enterSentCode: ({ destination }) =>
    `请输入发送${destination === null ? '给您' : `至 ${destination} `}的验证码。`,
  takePhoto: () => '需要您的面部照片：请拍摄或选择一张。',
  binding: () => '正在验证…',
  reconciling: () => '未收到答复，正在确认是否已绑定…',
  leavingWhenKnown: () => '确认结果后将退出…',
  saveRecoveryCode: () => '绑定成功。请保存此恢复码：它只显示这一次，丢失应用时可用它登录。',
  expired: () => '一分钟已到，请重新获取。',
  reloaded: ({ factorType }) => `为了您的安全，${notKept[factorType]}`,
  failed: () => '未能完成，您可以重新开始。',
  secretChanged: () => '如果您已添加条目，请将其删除：密钥已更换。然后重新扫描。',
  prepareOtp: () => '请先打开身份验证器应用再继续：二维码显示后，您有一分钟时间。',
  prepareFace: () => '请在光线充足处拍摄面部照片，不要戴帽子或墨镜。',
  wrongCodeAgain: ({ clockAheadSeconds }) =>
    clockAheadSeconds === 0
      ? '验证码仍不正确。请使用最近添加的条目，并将装有应用的设备设为自动校准时间。'
      : `验证码仍不正确。本设备的时钟${clockAheadSeconds > 0 ? '快' : '慢'}了 ${duration(Math.abs(clockAheadSeconds))}：请将本设备和装有应用的设备设为自动校准时间，然后输入下一个验证码。`,
  done: ({ factorType }) => `${nowActive[factorType]}已启用。`,
  cancelled: () => '已取消，未添加任何要素。',
  cancelledInDoubt: () => '已取消。无法确认要素是否已添加，请查看您的要素列表。',
  cancelledBound: () => '要素已启用，但您未保存恢复码。如需恢复码，请移除该要素后重新添加。',
  secondsLeft: ({ seconds }) => `最多还剩 ${seconds} 秒。`,
  codeUsedUp: ({ seconds }) => `该验证码已失效。${newCode(seconds)}`,
  connectionLost: () => '连接已断开，恢复后会自动继续。',
  'error.wrongCode': () => '验证码不正确，请核对后重试。',
  'error.tokenExpired': () => '验证码已过期，请重新获取。',
  'error.throttled': ({ wait }) => `请求过于频繁。${again(wait)}`,
  'error.unauthorized': () => '登录已失效，请重新登录后再开始。',
  'error.forbidden': () => '您的账号无权添加此要素，请联系管理员。',
  'error.alreadyBound': () => '该要素或号码已被使用，请换一个。',
  'error.invalidInput': () => '输入的内容未被接受，请核对后重试。',
  'error.photoRejected': () => '照片未通过，请在光线充足处重新拍摄。',
  'error.preconditionMissing': () => '您的账号需要先绑定手机号或邮箱。',
  'error.unsupported': () => '此处不支持该要素，请换一个。',
  'error.notFound': () => '服务找不到此应用或此请求，请联系客服。',
  'error.unreachable': ({ wait }) => `无法连接服务，请检查网络。${again(wait)}`,
  'error.timedOut': ({ wait }) => `服务未及时答复。${again(wait)}`,
  'error.invalidResponse': () => '服务的答复无法识别，请联系客服。',
  'error.serverFault': ({ wait }) => `服务出现问题。${again(wait)}`,
  'error.stepUpRequired': () => '请先确认是您本人：重新登录后再试一次。',
  'error.outcomeUnknown': () => '无法确认要素是否已添加。重试前请查看您的要素列表。',
  'error.recoveryCodeLost': () => '要素已启用，但恢复码已丢失。请移除该要素后重新添加。',
  'error.interrupted': ({ wait }) => `操作被中断。${again(wait)}`,
  'error.recordUnreadable': () => '保存的绑定流程无法读取，请重新开始。',
  'error.defect': () => '我们这边出了故障，请联系客服。',
}
