import type { CliTexts, Lang } from './cli-texts.ts'
import { enTexts } from './en.ts'
import { zhCNTexts } from './zh-cn.ts'

export type * from './cli-texts.ts'

/** The words of a language. */
export const textsFor = (lang: Lang): CliTexts => (lang === 'zh-CN' ? zhCNTexts : enTexts)
