import type { Lang } from './texts/texts.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The first of these that is set and not empty decides (POSIX, chapter 8.2). */
const localeOf = (env: Env): string => env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''

// In `zh_CN.GBK` our UTF-8 would be read as other characters, so English is the safer guess there.
const fromEnvironment = (env: Env): Lang => (/^zh(?![^.]*\.(?!utf-?8))/i.test(localeOf(env)) ? 'zh-CN' : 'en')

/** The language to speak: `--lang`, else the locale. Whether the option is right is asked where arguments are parsed. */
export const langOfArguments = (args: readonly string[], env: Env): Lang => {
  const at = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const option = args[at]?.includes('=') ? args[at].slice('--lang='.length) : args[at + 1]
  switch (at < 0 ? '' : option?.toLowerCase()) {
    case 'en':
      return 'en'
    case 'zh-cn':
      return 'zh-CN'
    default:
      return fromEnvironment(env)
  }
}
