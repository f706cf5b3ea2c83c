import type { serve } from '../commands/serve.ts'
import type { ValuesOf } from '../commands/values.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** Where Restate is, and where it finds this process. */
export interface RestateSetting {
  readonly ingress: string
  readonly admin: string
  readonly endpoint: {
    readonly port: number
    readonly hostname: string
    /** What Restate is told; null where that is the port itself, on this machine. */
    readonly uri: string | null
    /** Public keys of Restate; without one everybody is answered. */
    readonly identityKeys: readonly string[]
  }
}

/** As Restate writes it: 32 bytes in base58. */
const identityKey = /^publickeyv1_[1-9A-HJ-NP-Za-km-z]{32,44}$/

const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}

/**
 * Options of Restate do nothing without it, and nobody would hear of that.
 *
 * @throws UsageError naming the first of them.
 */
export const refuseStrayRestate = (
  args: readonly string[],
  { engine }: Pick<ValuesOf<typeof serve.options>, 'engine'>,
  { serve: texts }: Pick<CliTexts, 'serve'>,
): void => {
  // What was typed: the values hold what stands in for what was not.
  const [stray] = args.flatMap((arg) => /^--restate-[^=]*/.exec(arg) ?? [])
  if (engine !== 'restate' && stray !== undefined) throw new UsageError(texts.restateStray(stray))
}

/** @throws UsageError naming the option that is wrong; it repeats no address, for there may be a password in it. */
export const restateSettingFrom = (
  values: Pick<
    ValuesOf<typeof serve.options>,
    | 'restate-ingress'
    | 'restate-admin'
    | 'restate-endpoint-port'
    | 'restate-endpoint-hostname'
    | 'restate-endpoint-uri'
    | 'restate-identity-key'
  >,
  numberFrom: (option: string, text: string) => number,
  { serve: texts }: Pick<CliTexts, 'serve'>,
): RestateSetting => {
  const checked = (option: 'restate-ingress' | 'restate-admin' | 'restate-endpoint-uri', text: string) => {
    if (!isAddress(text)) throw new UsageError(texts.addressWrong(`--${option}`))
    return text
  }
  const uri = values['restate-endpoint-uri']
  const identityKeys = values['restate-identity-key']?.split(',').map((key) => key.trim()) ?? []
  // A private key, given by mistake, must not be repeated.
  if (!identityKeys.every((key) => identityKey.test(key))) throw new UsageError(texts.identityKeyWrong)
  return {
    ingress: checked('restate-ingress', values['restate-ingress']),
    admin: checked('restate-admin', values['restate-admin']),
    endpoint: {
      port: numberFrom('--restate-endpoint-port', values['restate-endpoint-port']),
      hostname: values['restate-endpoint-hostname'],
      uri: uri === undefined ? null : checked('restate-endpoint-uri', uri),
      identityKeys,
    },
  }
}
