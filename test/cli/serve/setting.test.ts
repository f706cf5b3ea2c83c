import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseCommandArguments } from '../../../src/cli/command-arguments.ts'
import { serve } from '../../../src/cli/commands/serve.ts'
import { settingFrom } from '../../../src/cli/serve/setting.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'

const settings = suite('what serve is told')

const where = ['--host', 'https://acme.genauth.ai/', '--app-id', 'app', '--db', 'enrollments.db']
const texts = textsFor('en')
type Env = Readonly<Record<string, string>>
const settingOf = (args: readonly string[], env: Env = {}, told = texts) =>
  settingFrom(parseCommandArguments(serve, args, told).values, { env }, told)

const refusal = (args: readonly string[], env: Env = {}, told = texts): string => {
  try {
    settingOf(args, env, told)
  } catch (cause) {
    if (cause instanceof UsageError) return cause.message
    throw cause
  }
  return 'accepted'
}

settings('are this machine alone, the issuer of the host, and the application, unless told', () => {
  assert.equal(settingOf(where), {
    connection: { host: 'https://acme.genauth.ai/', appId: 'app', brand: 'genauth' },
    carrier: { engine: 'store', database: { file: 'enrollments.db' } },
    listener: { port: 8080, hostname: '127.0.0.1', maxConnections: 5000 },
    drainSeconds: 0,
    metrics: null,
    namesSubject: false,
    issuer: 'https://acme.genauth.ai/oidc',
    audience: ['app'],
    asksUserinfo: false,
    origins: [],
    trustProxy: 0,
    basePath: '',
    callingCodes: null,
    amounts: {},
  })
})

settings('take lists with spaces and empty places', () => {
  const { origins, audience, callingCodes, amounts } = settingOf([
    ...where,
    '--origin=https://a.example, https://b.example,',
    '--audience=one,two',
    '--allow-country=+86, 49',
    '--limits=day=20/86400, country=off',
  ])
  assert.equal(origins, ['https://a.example', 'https://b.example'])
  assert.equal(audience, ['one', 'two'])
  assert.equal(callingCodes, ['+86', '+49'])
  assert.equal(amounts, { day: { points: 20, seconds: 86_400 }, country: null })
})

settings('name people in the log only where they are told to', () => {
  assert.is(settingOf([...where, '--log-subject']).namesSubject, true)
})

settings('take a database from the environment, with a password, which is none for an argument', () => {
  const secret = 'postgres://ann:SECRET@db.internal/mfa'
  const [, , , , , , ...none] = where
  const noDb = [...where.slice(0, 4), ...none]
  assert.equal(settingOf(noDb, { MFA_ENROLL_DB: secret }).carrier.database, { connectionString: secret })
  for (const url of [secret, 'postgresql://ann:SECRET@db/mfa', 'postgres://db/mfa?password=SECRET']) {
    const message = refusal([...noDb, '--db', url])
    assert.match(message, 'PGPASSWORD')
    assert.not.match(message, 'SECRET')
  }
  assert.equal(settingOf([...noDb, '--db', 'postgres://ann@db/mfa']).carrier.database, {
    connectionString: 'postgres://ann@db/mfa',
  })
  assert.match(refusal(noDb), 'MFA_ENROLL_DB')
})

settings('take Restate at its usual addresses, and no database, unless told', () => {
  const noDb = [...where.slice(0, 4), '--engine', 'restate']
  assert.equal(settingOf(noDb).carrier, {
    engine: 'restate',
    database: null,
    restate: {
      ingress: 'http://127.0.0.1:8080',
      admin: 'http://127.0.0.1:9070',
      endpoint: { port: 9080, hostname: '127.0.0.1', uri: null, identityKeys: [] },
    },
  })
  const publicKey = 'publickeyv1_w7YHemBctH5Ck2nQRQ47iBBqhNHy4FV7t2Usbye2A6f'
  const told = [
    '--restate-ingress=https://restate.internal/mfa',
    '--restate-endpoint-port=0',
    '--restate-endpoint-hostname=0.0.0.0',
    '--restate-endpoint-uri=http://enrollments.internal:9080',
    `--restate-identity-key=${publicKey}, ${publicKey}`,
    '--db=counts.db',
  ]
  assert.equal(settingOf([...noDb, ...told]).carrier, {
    engine: 'restate',
    database: { file: 'counts.db' },
    restate: {
      ingress: 'https://restate.internal/mfa',
      admin: 'http://127.0.0.1:9070',
      endpoint: {
        port: 0,
        hostname: '0.0.0.0',
        uri: 'http://enrollments.internal:9080',
        identityKeys: [publicKey, publicKey],
      },
    },
  })
  for (const option of ['ingress', 'admin', 'endpoint-uri'])
    for (const address of ['restate.internal:8080', 'ftp://restate', 'http://ann:SECRET@restate', '']) {
      const message = refusal([...noDb, `--restate-${option}=${address}`])
      assert.match(message, new RegExp(`^--restate-${option} must be an http`))
      assert.not.match(message, 'SECRET')
    }
  for (const key of [
    '',
    'SECRET',
    '-----BEGIN PRIVATE KEY-----SECRET',
    `${publicKey},`,
    'publickeyv1_0OIl',
  ]) {
    const message = refusal([...noDb, `--restate-identity-key=${key}`])
    assert.match(message, /^--restate-identity-key must be a public key/)
    assert.not.match(message, 'SECRET')
  }
  assert.match(
    refusal([...noDb, '--restate-endpoint-port=70000']),
    '--restate-endpoint-port must be a number',
  )
})

settings('that would do nothing, or not what they say, are refused in both languages', () => {
  const cases: readonly (readonly [args: readonly string[], en: RegExp, zh: RegExp])[] = [
    [
      ['--userinfo', '--audience=api'],
      /^--audience does nothing with --userinfo.*leave out one/,
      /^--audience 与 --userinfo 同时使用时无效/,
    ],
    [['--audience', ','], /^--audience names nobody/, /^--audience 未包含任何名称/],
    [['--audience='], /^--audience names nobody/, /^--audience 未包含任何名称/],
    [['--limits=day=1/2, day=off'], /^--limits names day twice/, /^--limits 中 day 出现了两次/],
    [
      ['--limits=day=1/2,foo=1/2'],
      /^--limits names foo, which is no limit\. The names are subject, /,
      /^--limits 中的 foo 不是限制名称。名称有 subject、/,
    ],
    [
      ['--metrics-hostname=127.0.0.1'],
      /^--metrics-hostname does nothing without --metrics-port/,
      /^--metrics-hostname 仅在使用 --metrics-port 时有效/,
    ],
  ]
  for (const [args, en, zh] of cases) {
    assert.match(refusal([...where, ...args]), en)
    assert.match(refusal([...where, ...args], {}, textsFor('zh-CN')), zh)
  }
})

settings('name the address of metrics, which is this machine alone unless told', () => {
  assert.equal(settingOf([...where, '--metrics-port=9464']).metrics, { port: 9464, hostname: '127.0.0.1' })
  const told = [...where, '--metrics-port=0', '--metrics-hostname=0.0.0.0']
  assert.equal(settingOf(told).metrics, { port: 0, hostname: '0.0.0.0' })
})

settings('take a file or PostgreSQL for a database, and refuse others without repeating them', () => {
  const noDb = where.slice(0, 4)
  const cases: readonly (readonly [db: string, en: RegExp, zh: RegExp])[] = [
    [':memory:', /must be a file.* must outlive the process/, /必须是文件.*进程结束后/],
    ['file::memory:?cache=shared', /must be a file/, /必须是文件/],
    ['mysql://ann:SECRET@x/y', /is a file or postgres:.* mysql:\/\/ is neither/, /不支持 mysql:\/\//],
    ['postgress://ann:SECRET@x', /postgress:\/\/ is neither/, /不支持 postgress:\/\//],
    ['postgresqls://ann:SECRET@x', /postgresqls:\/\/ is neither/, /不支持 postgresqls:\/\//],
  ]
  for (const [db, en, zh] of cases)
    for (const [args, env] of [[['--db', db], {}] as const, [[], { MFA_ENROLL_DB: db }] as const]) {
      const message = refusal([...noDb, ...args], env)
      assert.match(message, en)
      assert.not.match(message, 'SECRET')
      assert.match(refusal([...noDb, ...args], env, textsFor('zh-CN')), zh)
    }
  for (const file of ['C://data', 'C:\\data\\enrollments.db', './:memory:', 'a:b.db'])
    assert.equal(settingOf([...noDb, '--db', file]).carrier.database, { file })
})

settings('that cannot be are refused with what they may be', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['--port=x', /--port must be a number from 0 to 65535/],
    ['--metrics-port=70000', /--metrics-port must be a number from 0 to 65535/],
    ['--max-connections=0', /--max-connections must be a number from 1 to 100000/],
    ['--drain-seconds=301', /--drain-seconds must be a number from 0 to 300/],
    ['--drain-seconds=', /--drain-seconds must be a number/],
    ['--drain-seconds=1.5', /--drain-seconds must be a number/],
    ['--trust-proxy=-1', /--trust-proxy must be/],
    ['--trust-proxy=true', /--trust-proxy must be/],
    ['--allow-country=XX', /country codes/],
    ['--allow-country=+8', /country codes/],
    ['--allow-country=+861', /country codes/],
    ['--allow-country=', /country codes/],
    ['--limits=day', /NAME=POINTS/],
    ['--limits=days=1/1', /The names are subject,/],
    ['--limits=day=0/60', /NAME=POINTS/],
    ['--limits=day=1/9999999', /20 days/],
    ['--limits=__proto__=off', /The names are/],
  ]
  for (const [arg, pattern] of cases) assert.match(refusal([...where, arg]), pattern, arg)
})

settings.run()
