import { SealingKeyError, StoreError } from '../../durable/index.ts'
import { cannotListen } from '../loopback/port.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

const isOption = (cause: unknown): cause is Error => cause instanceof TypeError || cause instanceof RangeError

/** What kept the server from starting, as one line to the person who started it; what was not foreseen stays as it is. */
export const asUsageError = (cause: unknown, { serve }: Pick<CliTexts, 'serve'>): unknown => {
  if (cause instanceof SealingKeyError || cause instanceof StoreError) return new UsageError(cause.message)
  if (isOption(cause)) return new UsageError(serve.optionWrong(cause.message))
  // A package that is loaded when it is needed says itself how it is had.
  if (cause instanceof Error && /npm install /.test(cause.message)) return new UsageError(cause.message)
  return cause
}

const codeOf = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined

/** Why a port could not be listened on. */
export const cannotServe = (
  { option, port }: { readonly option: 'hostname' | 'metrics-hostname'; readonly port: number },
  cause: unknown,
  { serve, loopback }: Pick<CliTexts, 'serve' | 'loopback'>,
): UsageError => {
  const code = codeOf(cause)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new UsageError(serve.hostnameWrong(`--${option}`))
  return cannotListen(port, { loopback }, cause)
}
