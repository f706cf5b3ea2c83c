/** What `serve` says. What it logs is for programs, and always the same. */
export interface ServeTexts {
  readonly listensAt: (url: string) => string
  readonly metricsAt: (url: string) => string
  readonly stops: string
  readonly drains: (seconds: number) => string
  readonly dbMissing: string
  readonly dbPassword: string
  readonly dbInMemory: string
  readonly dbSchemeUnknown: (scheme: string) => string
  readonly pgMissing: string
  readonly libsqlMissing: string
  readonly restateMissing: string
  readonly restateStray: (option: string) => string
  /** `address` is the option that says where Restate is. */
  readonly portOfRestate: (option: string, port: number, address: string) => string
  readonly portTwice: (option: string, other: string) => string
  readonly addressWrong: (option: string) => string
  readonly endpointRefused: (port: number) => string
  readonly identityKeyWrong: string
  readonly numberWrong: (option: string, least: number, most: number) => string
  readonly countriesWrong: string
  readonly limitsWrong: (names: readonly string[]) => string
  readonly limitUnknown: (name: string, names: readonly string[]) => string
  readonly limitTwice: (name: string) => string
  readonly audienceIgnored: string
  readonly audienceEmpty: string
  readonly metricsHostnameStray: string
  readonly hostnameWrong: (option: string) => string
  /** `reason` comes from the server's own check of its options. */
  readonly optionWrong: (reason: string) => string
}

export const enServeTexts: ServeTexts = {
  listensAt: (url) => `Enrollments are served at ${url}`,
  metricsAt: (url) => `Metrics are at ${url}/metrics`,
  stops: 'Ctrl-C stops it.',
  drains: (seconds) =>
    `Answers for ${seconds} more seconds, so that balancers notice. Ctrl-C once more stops it now.`,
  dbMissing:
    'Say where enrollments are kept: --db FILE, --db postgres://USER@HOST/DATABASE, or MFA_ENROLL_DB',
  dbPassword:
    '--db holds a password, which others can see in an argument: leave it out, and set PGPASSWORD, or set all of it as MFA_ENROLL_DB',
  dbInMemory:
    'A database must be a file, and not :memory:, for enrollments must outlive the process: name one',
  dbSchemeUnknown: (scheme) =>
    `A database is a file or postgres://USER@HOST/DATABASE, and ${scheme} is neither: give one of them as --db or MFA_ENROLL_DB`,
  pgMissing: 'PostgreSQL needs a package: npm install pg',
  libsqlMissing: 'SQLite needs a package: npm install libsql',
  restateMissing:
    'Restate needs packages: npm install @restatedev/restate-sdk @restatedev/restate-sdk-clients',
  restateStray: (option) => `${option} does nothing without --engine restate: add that, or leave it out`,
  portOfRestate: (option, port, address) =>
    `Port ${port} of this machine is Restate's own, as ${address} says: choose another one with ${option}`,
  portTwice: (option, other) => `${option} and ${other} name the same port: choose another one for either`,
  addressWrong: (option) =>
    `${option} must be an http or https address without user, password and query, such as http://127.0.0.1:8080`,
  endpointRefused: (port) =>
    `Port ${port}, where Restate is to reach this process, cannot be listened on: choose another --restate-endpoint-port, or an address of this machine as --restate-endpoint-hostname`,
  identityKeyWrong:
    "--restate-identity-key must be a public key as Restate's log shows it at its start, publickeyv1_ and some 44 characters; several are separated by commas",
  numberWrong: (option, least, most) => `${option} must be a number from ${least} to ${most}`,
  countriesWrong: '--allow-country must be country codes separated by commas, such as +86,+49',
  limitsWrong: (names) =>
    `--limits must be NAME=POINTS/SECONDS or NAME=off, separated by commas. The names are ${names.join(', ')}; points go up to 999999999, seconds to 1728000 (20 days)`,
  limitUnknown: (name, names) =>
    `--limits names ${name}, which is no limit. The names are ${names.join(', ')}`,
  limitTwice: (name) => `--limits names ${name} twice: give it once`,
  audienceIgnored:
    '--audience does nothing with --userinfo, which takes a token for any application of the user pool: leave out one of them',
  audienceEmpty:
    '--audience names nobody: say what access tokens are for, or leave it out for the id of the application',
  metricsHostnameStray: '--metrics-hostname does nothing without --metrics-port: add that, or leave it out',
  hostnameWrong: (option) => `${option} is no address of this machine: leave it out, or name one`,
  optionWrong: (reason) => `It cannot be served like this: ${reason}`,
}

export const zhCNServeTexts: ServeTexts = {
  listensAt: (url) => `绑定服务地址：${url}`,
  metricsAt: (url) => `监控指标地址：${url}/metrics`,
  stops: '按 Ctrl-C 停止。',
  drains: (seconds) => `将继续响应 ${seconds} 秒，以便负载均衡器察觉。再按一次 Ctrl-C 立即停止。`,
  dbMissing: '请指定存储位置：--db FILE、--db postgres://USER@HOST/DATABASE，或设置 MFA_ENROLL_DB',
  dbPassword:
    '--db 中含有密码，他人可看到命令参数：请去掉密码并设置 PGPASSWORD，或将完整地址设为 MFA_ENROLL_DB',
  dbInMemory: '数据库必须是文件，不能是 :memory:，因为绑定数据在进程结束后仍需保留：请指定文件',
  dbSchemeUnknown: (scheme) =>
    `数据库必须是文件或 postgres://USER@HOST/DATABASE，不支持 ${scheme}：请用 --db 或 MFA_ENROLL_DB 指定其中一种`,
  pgMissing: 'PostgreSQL 需要安装：npm install pg',
  libsqlMissing: 'SQLite 需要安装：npm install libsql',
  restateMissing: 'Restate 需要安装：npm install @restatedev/restate-sdk @restatedev/restate-sdk-clients',
  restateStray: (option) => `${option} 仅在使用 --engine restate 时有效：请加上该选项，或将其省略`,
  portOfRestate: (option, port, address) =>
    `本机的端口 ${port} 由 Restate 使用（见 ${address}）：请用 ${option} 另选端口`,
  portTwice: (option, other) => `${option} 与 ${other} 指定了同一端口：请为其中之一另选端口`,
  addressWrong: (option) =>
    `${option} 必须是不含用户名、密码和查询参数的 http 或 https 地址，例如 http://127.0.0.1:8080`,
  endpointRefused: (port) =>
    `无法监听供 Restate 访问本进程的端口 ${port}：请另选 --restate-endpoint-port，或将 --restate-endpoint-hostname 设为本机的地址`,
  identityKeyWrong:
    '--restate-identity-key 必须是 Restate 启动时在日志中显示的公钥（publickeyv1_ 加约 44 个字符）；多个公钥用逗号分隔',
  numberWrong: (option, least, most) => `${option} 必须是 ${least} 到 ${most} 之间的数字`,
  countriesWrong: '--allow-country 必须是以逗号分隔的国家代码，例如 +86,+49',
  limitsWrong: (names) =>
    `--limits 的格式为 NAME=POINTS/SECONDS 或 NAME=off，以逗号分隔。名称有 ${names.join('、')}；次数最大 999999999，秒数最大 1728000（20 天）`,
  limitUnknown: (name, names) => `--limits 中的 ${name} 不是限制名称。名称有 ${names.join('、')}`,
  limitTwice: (name) => `--limits 中 ${name} 出现了两次：请只写一次`,
  audienceIgnored: '--audience 与 --userinfo 同时使用时无效：后者接受用户池中任何应用的令牌。请省略其中一个',
  audienceEmpty: '--audience 未包含任何名称：请填写访问令牌的受众，或省略以使用应用 ID',
  metricsHostnameStray: '--metrics-hostname 仅在使用 --metrics-port 时有效：请加上该选项，或将其省略',
  hostnameWrong: (option) => `${option} 不是本机地址：请省略，或填写本机的地址`,
  optionWrong: (reason) => `无法按此方式提供服务：${reason}`,
}
