import { createGenAuthService } from '../genauth/index.ts'
import { reveal, type EnrollmentService } from '../../machines/index.ts'
import type { AccessTokenSource } from './access-token.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage-error.ts'

export interface ConnectionOptions {
  readonly host?: string | undefined
  readonly 'app-id'?: string | undefined
  readonly brand?: string | undefined
}

/** Where to connect to, from options first and the environment second. */
export interface Connection {
  readonly host: string
  readonly appId: string
  readonly brand: 'genauth' | 'authing'
}

const required = (
  option: string | undefined,
  variable: string | undefined,
  flag: string,
  name: string,
): string => {
  const value = option ?? variable
  if (value === undefined || value.trim() === '')
    throw new UsageError(`No ${flag}: give --${flag}, or set ${name}`)
  return value.trim()
}

/** @throws UsageError naming what is missing and how to give it. */
export const connectionFrom = (options: ConnectionOptions, { env }: Pick<Streams, 'env'>): Connection => {
  const { brand = 'genauth' } = options
  if (brand !== 'genauth' && brand !== 'authing') throw new UsageError('--brand must be genauth or authing')
  return {
    host: required(options.host, env['GENAUTH_HOST'], 'host', 'GENAUTH_HOST'),
    appId: required(options['app-id'], env['GENAUTH_APP_ID'], 'app-id', 'GENAUTH_APP_ID'),
    brand,
  }
}

/** The service behind a connection. @throws UsageError if the address or the id cannot be used. */
export const serviceOver = (connection: Connection, accessToken: AccessTokenSource): EnrollmentService => {
  try {
    return createGenAuthService({
      ...connection,
      lang: 'en-US',
      getAccessToken: async () => reveal(await accessToken()),
    })
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new UsageError(cause.message.replace(/^host\b/, 'The host').replace(/^appId\b/, 'The app id'))
    throw cause
  }
}
