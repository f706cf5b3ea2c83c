import { zhCN } from '../../view/index.ts'
import { zhCNArgumentTexts } from './argument-texts.ts'
import { zhCNFactorTexts } from './factor-texts.ts'
import { zhCNWebTexts } from './web-texts.ts'
import { zhCNInspectTexts } from './inspect-texts.ts'
import { zhCNLoopbackTexts } from './loopback-texts.ts'
import { zhCNSandboxTexts } from './sandbox-texts.ts'
import { zhCNServeTexts } from './serve-texts.ts'
import type { CliTexts, PhoneFault, PhotoFileFault, TokenFault, WindowSize } from './cli-texts.ts'

const phoneFaults: Readonly<Record<PhoneFault, string>> = {
  country: '请以 + 和国家代码开头，例如 +8618800000000',
  digits: '只能用数字，例如 +8618800000000；数字之间可有空格和 ( ) - . /',
  short: '号码太短',
  long: '号码太长',
  length: '位数不符合该国家的号码',
  form: '请按此格式输入：+8618800000000',
}

const tokenFaults: Readonly<Record<TokenFault, string>> = {
  empty: '为空：请填入已登录用户的访问令牌',
  notAWord: '不是访问令牌：令牌应为一串不含空格的 ASCII 字符',
}

const photoFaults: Readonly<Record<PhotoFileFault, string>> = {
  noName: '请输入 JPEG 或 PNG 文件的路径。',
  noFile: '找不到该文件，请检查路径。',
  notAFile: '这不是文件，请输入 JPEG 或 PNG 文件的路径。',
  unreadable: '无法读取该文件，请检查其所有者和权限。',
  notAPhoto: '该文件不是完整的 JPEG 或 PNG 图片。请将照片存为 JPEG 后再试。',
  tooSmall: '图片太小，看不清面部：至少需要 32×32 像素。',
  tooLarge: '图片太大：最大 10 MB，每边不超过 8192 像素。请缩小后再试。',
}

/** The words of the command in Simplified Chinese. */
export const zhCNTexts: CliTexts = {
  serviceLang: 'zh-CN',
  messages: zhCN,
  arguments: zhCNArgumentTexts,
  factors: zhCNFactorTexts,
  web: zhCNWebTexts,
  inspect: zhCNInspectTexts,
  loopback: zhCNLoopbackTexts,
  sandbox: zhCNSandboxTexts,
  serve: zhCNServeTexts,
  question: {
    factor: '选择要素：otp（身份验证器应用）、sms、email 或 face（q 退出）？',
    accessToken: '访问令牌（不显示）：',
    phone: '手机号（含国家代码，q 退出）：',
    email: '邮箱地址（q 退出）：',
    photo: '照片（JPEG 或 PNG 文件的路径，q 退出）：',
    goOn: '按回车键继续（q 退出）：',
    tryAgain: (wait) => (wait > 0 ? `${wait} 秒后可重试（q 退出）：` : '按回车键重试（q 退出）：'),
    renew: (wait) => (wait > 0 ? `${wait} 秒后可重新获取（q 退出）：` : '按回车键重新获取（q 退出）：'),
    askAgain: (wait, factor) => {
      const another = `（q 退出，或输入其他${factor === 'SMS' ? '手机号' : '邮箱'}）：`
      return wait > 0 ? `${wait} 秒后可再次获取${another}` : `按回车键重试${another}`
    },
    codeCounted: (secondsLeft, mayResend) =>
      `验证码（剩余 ${secondsLeft} 秒，${mayResend ? 'r 重新发送，' : ''}q 退出）：`,
    code: (mayResend) => `验证码（${mayResend ? 'r 重新发送，' : ''}q 退出）：`,
    saved: '保存好后请输入 saved：',
  },
  answer: {
    factor: '请输入 otp、sms、email 或 face。',
    phone: (fault) => `手机号不正确：${phoneFaults[fault]}`,
    email: '邮箱地址不正确：请按此格式输入：ann@example.com',
    accessToken: (fault) => `该行${tokenFaults[fault]}。`,
    photo: (fault) => photoFaults[fault],
    coolingDown: (wait) => `暂时不能向其发送验证码，${wait} 秒后可再次发送。`,
    notAccepted: '未被接受，请检查。',
    notYet: (wait) => (wait > 0 ? `还需等待 ${wait} 秒。` : '还需稍等。'),
    appDigits: (digits) => `请输入应用显示的 ${digits} 位数字。`,
    sentDigits: '请输入发送给您的数字。',
    submitTooSoon: (wait) => `服务要求稍候：${wait} 秒。`,
    notSaved: '恢复码不会再次显示。请先记下，再输入 saved。',
    leaveUnsaved:
      '要素已启用，恢复码仅在此时显示：若没有恢复码，丢失应用后将无法登录。仍要退出，请再次输入 q。',
    enterOrLeave: '请直接按回车键，或输入 q 后按回车键。',
  },
  remark: {
    key: (key) => `密钥：${key}`,
    link: (uri) => `链接：${uri}`,
    recoveryCode: (code) => `恢复码：${code}`,
    timeLeft: (seconds) => `您有 ${seconds} 秒。`,
    typeKey: (digits) => `请将此密钥输入身份验证器应用，再输入应用显示的 ${digits} 位数字。`,
    qrTooWide: (needed, { columns, rows }, asciiIsWhy) => {
      const isLow = needed.rows > rows
      const size = (of: WindowSize): string => `${of.columns} 列${isLow ? `、${of.rows} 行` : ''}`
      const larger = isLow ? '放大窗口' : '加宽窗口'
      return `二维码需要 ${size(needed)}，当前窗口只有 ${size({ columns, rows })}。请手动输入密钥，或${asciiIsWhy ? '去掉 --ascii' : larger}后重新开始。`
    },
    qrTooLow: (rows, asciiIsWhy) =>
      `如果二维码显示不全，请将窗口调至 ${rows} 行高，${asciiIsWhy ? '去掉 --ascii 后重新开始，' : ''}或手动输入密钥。`,
    uploading: '正在发送照片…',
    enterKeeps: (text) => `直接按回车键则沿用 ${text}`,
    support: (enrollmentId, requestId) =>
      `客服信息：绑定流程 ${enrollmentId}${requestId === null ? '' : `，请求 ${requestId}`}`,
    inputEnded: '输入已结束，但绑定尚未完成。',
    tooManyUseless: (lines) => `连续 ${lines} 行无效，不再读取输入。`,
    tried: (origin) => `已尝试：${origin}`,
    removeWith: '移除方法：mfa-enroll factors remove ID，其中 ID 可用 mfa-enroll factors 查看',
    lookWith: '查看方法：mfa-enroll factors',
    lineIsNoCode: '该行不是验证码：只能是显示或发送给您的数字。将读取下一行。',
    writeSaved: '保存好恢复码后，请输入 saved。',
    outputClosed: '恢复码尚未写出，输出已被关闭。',
    secretsHidden: '密钥等机密不会写入管道或文件；使用 --reveal 可显示。',
    runAgain: '一分钟已到，请重新运行命令。',
    leftAtOnce: '已立即退出。进行中的操作可能已生效。查看方法：mfa-enroll factors',
    sandboxAt: (url) => `GenAuth 沙盒运行于 ${url}。`,
    demoBinds: '正在为其测试账号绑定身份验证器应用（OTP）。',
    builtInAuthenticator: '手边没有应用？直接按回车键，由内置验证器作答。',
    keyMade: (id) => `密钥 ${id}。请放入 MFA_ENROLL_KEY，置于旧密钥之前；持有此密钥者可解开由其加密的内容。`,
  },
  usage: {
    factorMissing: '未指定要素：请使用 --factor otp、sms、email 或 face',
    optionGoesWith: (option, factor) => `${option} 只能与 --factor ${factor} 一起使用`,
    factorNeeds: (factor, option) => `--factor ${factor} 需要 ${option}`,
    missing: (flag, variable) => `缺少 ${flag}：请使用 --${flag}，或设置 ${variable}`,
    hostWrong: (reason) => `--host 或 --app-id 不可用：${reason}`,
    tokenMissing: '缺少访问令牌：请设置 GENAUTH_ACCESS_TOKEN，或使用 --access-token-file FILE',
    typedToken: '输入的内容',
    tokenWrong: (source, fault) => `${source} ${tokenFaults[fault]}`,
    tokenFileMissing: '--access-token-file：找不到该文件，请给出存放令牌的文件路径',
    tokenFileNoFile: (file) => `--access-token-file：${file} 不是文件`,
    tokenFileOpen: (file) => `--access-token-file：其他用户可读取 ${file}；请运行：chmod 600 ${file}`,
    tokenFileUnreadable: (file) => `--access-token-file：无法读取 ${file}，请检查其所有者`,
    cannotHide: '此终端无法隐藏输入的内容：请设置 GENAUTH_ACCESS_TOKEN，或使用 --access-token-file FILE',
    photo: (fault) => `--photo：${photoFaults[fault]}`,
    revealMissing: '输出不是终端，身份验证器应用的密钥不会自动写出：请使用 --reveal（显示机密）或 --json',
  },
}
