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
  }
}

const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
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
  >,
  numberFrom: (option: string, text: string) => number,
  { serve: texts }: Pick<CliTexts, 'serve'>,
): RestateSetting => {
  const checked = (option: 'restate-ingress' | 'restate-admin' | 'restate-endpoint-uri', text: string) => {
    if (!isAddress(text)) throw new UsageError(texts.addressWrong(`--${option}`))
    return text
  }
  const uri = values['restate-endpoint-uri']
  return {
    ingress: checked('restate-ingress', values['restate-ingress']),
    admin: checked('restate-admin', values['restate-admin']),
    endpoint: {
      port: numberFrom('--restate-endpoint-port', values['restate-endpoint-port']),
      hostname: values['restate-endpoint-hostname'],
      uri: uri === undefined ? null : checked('restate-endpoint-uri', uri),
    },
  }
}
