import type { serve } from '../commands/serve.ts'
import type { ValuesOf } from '../commands/values.ts'
import { connectionFrom, type Connection } from '../connection.ts'
import { portFrom } from '../loopback/port.ts'
import type { Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { callingCodesFrom } from './allowed-countries.ts'
import { databaseFrom, type Database } from './database.ts'
import { amountsFrom, type Amounts } from './limit-amounts.ts'
import { restateSettingFrom, type RestateSetting } from './restate-setting.ts'

/** What carries the enrollments. Beside Restate a database has the counts alone; without one they are in memory. */
export type Carrier =
  | { readonly engine: 'store'; readonly database: Database }
  | { readonly engine: 'restate'; readonly database: Database | null; readonly restate: RestateSetting }

/** How the arguments and the environment want the server. */
export interface Setting {
  readonly connection: Connection
  readonly carrier: Carrier
  readonly listener: { readonly port: number; readonly hostname: string; readonly maxConnections: number }
  /** How long it goes on after it was asked to end. */
  readonly drainSeconds: number
  readonly metrics: { readonly port: number; readonly hostname: string } | null
  /** Whether the log names people. */
  readonly namesSubject: boolean
  readonly issuer: string
  readonly audience: readonly string[]
  readonly asksUserinfo: boolean
  readonly origins: readonly string[]
  readonly trustProxy: number
  readonly basePath: string
  /** Null allows all. */
  readonly callingCodes: readonly string[] | null
  readonly amounts: Amounts
}

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const numberFrom = (
  option: string,
  text: string,
  [least, most]: readonly [number, number],
  texts: CliTexts,
): number => {
  const number = /^[0-9]{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw new UsageError(texts.serve.numberWrong(option, least, most))
  return number
}

/** Who reads tokens by userinfo learns no audience: one that is named and not looked at would protect nothing. */
const audienceFrom = (
  { audience, userinfo }: Pick<ValuesOf<typeof serve.options>, 'audience' | 'userinfo'>,
  usual: string,
  texts: CliTexts,
): readonly string[] => {
  if (audience === undefined) return [usual]
  if (userinfo === true) throw new UsageError(texts.serve.audienceIgnored)
  const names = listOf(audience)
  if (names.length === 0) throw new UsageError(texts.serve.audienceEmpty)
  return names
}

const metricsFrom = (
  values: Pick<ValuesOf<typeof serve.options>, 'metrics-port' | 'metrics-hostname'>,
  texts: CliTexts,
): Setting['metrics'] => {
  const { 'metrics-port': port, 'metrics-hostname': hostname } = values
  if (port === undefined) {
    if (hostname !== undefined) throw new UsageError(texts.serve.metricsHostnameStray)
    return null
  }
  return {
    port: numberFrom('--metrics-port', port, [0, 65_535], texts),
    hostname: hostname ?? '127.0.0.1',
  }
}

const carrierFrom = (
  values: ValuesOf<typeof serve.options>,
  env: Streams['env'],
  texts: CliTexts,
): Carrier => {
  const database = databaseFrom(values.db, env, texts)
  if (values.engine === 'restate') {
    const portOf = (option: string, text: string) => numberFrom(option, text, [0, 65_535], texts)
    return { engine: 'restate', database, restate: restateSettingFrom(values, portOf, texts) }
  }
  if (database === null) throw new UsageError(texts.serve.dbMissing)
  return { engine: 'store', database }
}

/** @throws UsageError naming what is missing or wrong, and what to give. */
export const settingFrom = (
  values: ValuesOf<typeof serve.options>,
  { env }: Pick<Streams, 'env'>,
  texts: CliTexts,
): Setting => {
  const connection = connectionFrom(values, { env }, texts)
  return {
    connection,
    carrier: carrierFrom(values, env, texts),
    listener: {
      port: portFrom(values.port, texts),
      hostname: values.hostname,
      maxConnections: numberFrom('--max-connections', values['max-connections'], [1, 100_000], texts),
    },
    drainSeconds: numberFrom('--drain-seconds', values['drain-seconds'], [0, 300], texts),
    metrics: metricsFrom(values, texts),
    namesSubject: values['log-subject'] === true,
    issuer: values.issuer ?? `${connection.host.replace(/\/$/, '')}/oidc`,
    audience: audienceFrom(values, connection.appId, texts),
    asksUserinfo: values.userinfo === true,
    origins: listOf(values.origin),
    trustProxy: numberFrom('--trust-proxy', values['trust-proxy'], [0, 20], texts),
    basePath: values['base-path'] ?? '',
    callingCodes: callingCodesFrom(values['allow-country'], texts),
    amounts: amountsFrom(values.limits, texts),
  }
}
