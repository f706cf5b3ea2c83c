/** What is wrong with the arguments themselves. Never told: a value, which may be a secret in the wrong place. */
export interface ArgumentTexts {
  readonly noToken: (option: string) => string
  readonly noCode: (option: string) => string
  readonly twice: (option: string) => string
  readonly unknownOption: (option: string, guess: string | null) => string
  readonly valueMissing: (option: string) => string
  readonly noValue: (option: string) => string
  readonly oneOf: (what: string, choices: readonly string[]) => string
  readonly tooMany: string
  readonly missing: (argument: string, choices: readonly string[] | null) => string
  readonly seeHelp: (command: string) => string
  /** `name` is null where what was typed is no word. */
  readonly unknownCommand: (name: string | null, guess: string | null, commands: readonly string[]) => string
  readonly packagesMissing: (command: string) => string
  readonly serverPackagesMissing: string
}

const enList = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter((part) => part !== '').join(' or ')

const zhList = (items: readonly string[]): string =>
  [items.slice(0, -1).join('、'), ...items.slice(-1)].filter((part) => part !== '').join(' 或 ')

export const enArgumentTexts: ArgumentTexts = {
  noToken: (option) =>
    `${option} does not exist, for arguments can be seen by others: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE`,
  noCode: (option) =>
    `${option} does not exist, for arguments can be seen by others: pipe codes in, one a line`,
  twice: (option) => `${option} is given twice: give it once`,
  unknownOption: (option, guess) =>
    `There is no option ${option}${guess === null ? '.' : `; did you mean ${guess}?`}`,
  valueMissing: (option) => `${option} needs a value.`,
  noValue: (option) => `${option} takes no value.`,
  oneOf: (what, choices) => `${what} must be ${enList(choices)}.`,
  tooMany: 'That is one argument too many: options begin with --.',
  missing: (argument, choices) =>
    `${argument} is missing, or it begins with a dash${choices === null ? '.' : `: give ${enList(choices)}.`}`,
  seeHelp: (command) => `See: mfa-enroll ${command === '' ? '' : `${command} `}--help`,
  unknownCommand: (name, guess, commands) =>
    `${name === null ? 'The first argument is no command' : `There is no command ${name}`}; ${guess === null ? `there are: ${commands.join(', ')}.` : `did you mean ${guess}?`}`,
  packagesMissing: (command) =>
    `${command} needs the sandbox's server: npm install hono @hono/node-server otpauth`,
  serverPackagesMissing:
    'serve needs more packages: npm install hono @hono/node-server jose pino prom-client rate-limiter-flexible, and libsql or pg',
}

export const zhCNArgumentTexts: ArgumentTexts = {
  noToken: (option) =>
    `没有 ${option} 选项，因为他人可看到命令参数：请设置 GENAUTH_ACCESS_TOKEN，或使用 --access-token-file FILE`,
  noCode: (option) => `没有 ${option} 选项，因为他人可看到命令参数：请通过管道输入验证码，每行一个`,
  twice: (option) => `${option} 重复：只能出现一次`,
  unknownOption: (option, guess) => `没有 ${option} 选项${guess === null ? '。' : `；是否想用 ${guess}？`}`,
  valueMissing: (option) => `${option} 需要一个值。`,
  noValue: (option) => `${option} 不接受值。`,
  oneOf: (what, choices) => `${what} 只能是 ${zhList(choices)}。`,
  tooMany: '多了一个参数：选项以 -- 开头。',
  missing: (argument, choices) =>
    `缺少 ${argument}，或它以短横线开头${choices === null ? '。' : `：请使用 ${zhList(choices)}。`}`,
  seeHelp: (command) => `请看：mfa-enroll ${command === '' ? '' : `${command} `}--help`,
  unknownCommand: (name, guess, commands) =>
    `${name === null ? '第一个参数不是命令' : `没有命令 ${name}`}；${guess === null ? `可用：${commands.join('、')}。` : `是否想用 ${guess}？`}`,
  packagesMissing: (command) => `${command} 需要沙盒服务器：npm install hono @hono/node-server otpauth`,
  serverPackagesMissing:
    'serve 需要更多软件包：npm install hono @hono/node-server jose pino prom-client rate-limiter-flexible，以及 libsql 或 pg',
}
