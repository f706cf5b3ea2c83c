/** What `serve` says. What it logs is for programs, and always the same. */
export interface ServeTexts {
  readonly listensAt: (url: string) => string
  readonly metricsAt: (url: string) => string
  readonly stops: string
  readonly dbMissing: string
  readonly dbPassword: string
  readonly pgMissing: string
  readonly libsqlMissing: string
  readonly restateMissing: string
  readonly addressWrong: (option: string) => string
  readonly endpointRefused: (port: number) => string
  readonly numberWrong: (option: string, least: number, most: number) => string
  readonly countriesWrong: string
  readonly limitsWrong: (names: readonly string[]) => string
  readonly hostnameWrong: (option: string) => string
  /** `reason` comes from the server's own check of its options. */
  readonly optionWrong: (reason: string) => string
}

export const enServeTexts: ServeTexts = {
  listensAt: (url) => `Enrollments are served at ${url}`,
  metricsAt: (url) => `Metrics are at ${url}/metrics`,
  stops: 'Ctrl-C stops it.',
  dbMissing:
    'Say where enrollments are kept: --db FILE, --db postgres://USER@HOST/DATABASE, or MFA_ENROLL_DB',
  dbPassword:
    '--db holds a password, which others can see in an argument: leave it out, and set PGPASSWORD, or set all of it as MFA_ENROLL_DB',
  pgMissing: 'PostgreSQL needs a package: npm install pg',
  libsqlMissing: 'SQLite needs a package: npm install libsql',
  restateMissing:
    'Restate needs packages: npm install @restatedev/restate-sdk @restatedev/restate-sdk-clients',
  addressWrong: (option) =>
    `${option} must be an http or https address without user, password and query, such as http://127.0.0.1:8080`,
  endpointRefused: (port) =>
    `Port ${port}, where Restate is to reach this process, cannot be listened on: choose another --restate-endpoint-port, or an address of this machine as --restate-endpoint-hostname`,
  numberWrong: (option, least, most) => `${option} must be a number from ${least} to ${most}`,
  countriesWrong: '--allow-country must be country codes separated by commas, such as +86,+49',
  limitsWrong: (names) =>
    `--limits must be NAME=POINTS/SECONDS or NAME=off, separated by commas. The names are ${names.join(', ')}; points go up to 999999999, seconds to 1728000 (20 days)`,
  hostnameWrong: (option) => `${option} is no address of this machine: leave it out, or name one`,
  optionWrong: (reason) => `It cannot be served like this: ${reason}`,
}

export const zhCNServeTexts: ServeTexts = {
  listensAt: (url) => `绑定服务地址：${url}`,
  metricsAt: (url) => `监控指标地址：${url}/metrics`,
  stops: '按 Ctrl-C 停止。',
  dbMissing: '请指定存储位置：--db FILE、--db postgres://USER@HOST/DATABASE，或设置 MFA_ENROLL_DB',
  dbPassword:
    '--db 中含有密码，他人可看到命令参数：请去掉密码并设置 PGPASSWORD，或将完整地址设为 MFA_ENROLL_DB',
  pgMissing: 'PostgreSQL 需要安装：npm install pg',
  libsqlMissing: 'SQLite 需要安装：npm install libsql',
  restateMissing: 'Restate 需要安装：npm install @restatedev/restate-sdk @restatedev/restate-sdk-clients',
  addressWrong: (option) =>
    `${option} 必须是不含用户名、密码和查询参数的 http 或 https 地址，例如 http://127.0.0.1:8080`,
  endpointRefused: (port) =>
    `无法监听供 Restate 访问本进程的端口 ${port}：请另选 --restate-endpoint-port，或将 --restate-endpoint-hostname 设为本机的地址`,
  numberWrong: (option, least, most) => `${option} 必须是 ${least} 到 ${most} 之间的数字`,
  countriesWrong: '--allow-country 必须是以逗号分隔的国家代码，例如 +86,+49',
  limitsWrong: (names) =>
    `--limits 的格式为 NAME=POINTS/SECONDS 或 NAME=off，以逗号分隔。名称有 ${names.join('、')}；次数最大 999999999，秒数最大 1728000（20 天）`,
  hostnameWrong: (option) => `${option} 不是本机地址：请省略，或填写本机的地址`,
  optionWrong: (reason) => `无法按此方式提供服务：${reason}`,
}
