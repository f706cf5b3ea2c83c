/** What `sandbox` says beside the lines that are to be pasted. */
export interface SandboxTexts {
  /** After where it answers; the call to try follows. */
  readonly pasteThen: string
  readonly signsIn: (email: string, password: string) => string
  /** Another person than the first, and the variable that holds their access token. */
  readonly signsInToo: (email: string, password: string, variable: string) => string
  readonly messagesAt: (outbox: string, areSent: boolean) => string
  readonly stops: string
  readonly reachable: string
  readonly numberWrong: (option: string, least: number, most: number) => string
  readonly smtpSecret: string
  readonly notListening: string
}

export const enSandboxTexts: SandboxTexts = {
  pasteThen: 'Paste the lines above into another terminal, then:',
  signsIn: (email, password) => `Its test account signs in with ${email} and ${password}`,
  signsInToo: (email, password, variable) =>
    `Another one signs in with ${email} and ${password}; its access token is ${variable}`,
  messagesAt: (outbox, areSent) =>
    `Messages${areSent ? ', of which it sends e-mail' : ' it would have sent'}: ${outbox}`,
  stops: 'Ctrl-C ends it.',
  reachable:
    'Warning: other machines may reach this address. The outbox answers under the names of this machine only.',
  numberWrong: (option, least, most) => `${option} must be a number from ${least} to ${most}`,
  smtpSecret:
    '--smtp must not carry a user name or password, for arguments can be seen by others: set MFA_ENROLL_SMTP to the address',
  notListening: 'The sandbox could not listen',
}

export const zhCNSandboxTexts: SandboxTexts = {
  pasteThen: '请将以上几行粘贴到另一个终端，然后运行：',
  signsIn: (email, password) => `测试账号的登录邮箱为 ${email}，密码为 ${password}`,
  signsInToo: (email, password, variable) =>
    `另一账号的登录邮箱为 ${email}，密码为 ${password}；其访问令牌在 ${variable} 中`,
  messagesAt: (outbox, areSent) =>
    areSent ? `全部消息（其中邮件会真正发送）：${outbox}` : `本应发送的消息：${outbox}`,
  stops: '按 Ctrl-C 停止。',
  reachable: '警告：其他机器可能访问到该地址。消息页面只能用本机的名称访问。',
  numberWrong: (option, least, most) => `${option} 必须是 ${least} 到 ${most} 之间的数字`,
  smtpSecret: '他人可看到命令参数，--smtp 中不能含有用户名或密码：请改为将地址设为 MFA_ENROLL_SMTP',
  notListening: '沙盒无法监听端口',
}
