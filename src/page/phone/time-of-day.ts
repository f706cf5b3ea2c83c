import type { Lang } from '../preferences.ts'

const formats: Readonly<Record<Lang, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit' }),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { hour: 'numeric', minute: '2-digit', hour12: false }),
}

/** As a phone shows it: `9:41`. */
export const timeOf = (at: number, lang: Lang): string => formats[lang].format(at)
