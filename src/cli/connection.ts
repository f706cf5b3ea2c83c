import type { GenAuthOptions } from '../genauth/index.ts'
import { reveal } from '../../machines/index.ts'
import type { AccessTokenSource } from './access-token.ts'
import type { Streams } from './streams.ts'
import type { CliTexts } from './texts/texts.ts'
import { UsageError } from './usage-error.ts'

export interface ConnectionOptions {
  readonly host?: string | undefined
  readonly 'app-id'?: string | undefined
  readonly brand?: 'genauth' | 'authing' | undefined
}

/** Where to connect to, from options first and the environment second. */
export interface Connection {
  readonly host: string
  readonly appId: string
  readonly brand: 'genauth' | 'authing'
}

/** @throws UsageError naming what is missing and how to give it. */
export const connectionFrom = (
  options: ConnectionOptions,
  { env }: Pick<Streams, 'env'>,
  { usage }: CliTexts,
): Connection => {
  const required = (flag: 'host' | 'app-id', variable: string): string => {
    const value = (options[flag] ?? env[variable])?.trim()
    if (value === undefined || value === '') throw new UsageError(usage.missing(flag, variable))
    return value
  }
  return {
    host: required('host', 'GENAUTH_HOST'),
    appId: required('app-id', 'GENAUTH_APP_ID'),
    brand: options.brand ?? 'genauth',
  }
}

/**
 * Makes a client of the API that lies behind a connection, and speaks the language of the person.
 *
 * @throws UsageError if the address or the id cannot be used.
 *
 * @example
 * const service = clientOver(connection, accessToken, texts, createGenAuthService)
 */
export const clientOver = <Client>(
  connection: Connection,
  accessToken: AccessTokenSource,
  { serviceLang, usage }: CliTexts,
  create: (options: GenAuthOptions) => Client,
): Client => {
  try {
    // A file that is gone is not a network that is down: without a token nobody is signed in.
    const getAccessToken = () => accessToken().then(reveal, () => '')
    return create({ ...connection, lang: serviceLang, getAccessToken })
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError(usage.hostWrong(cause.message))
    throw cause
  }
}
