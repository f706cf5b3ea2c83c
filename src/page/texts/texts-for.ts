import type { Lang } from '../preferences.ts'
import { en } from './en.ts'
import type { PageTexts } from './page-texts.ts'
import { zhCN } from './zh-cn.ts'

/** The words of a language. */
export const textsFor = (lang: Lang): PageTexts => (lang === 'zh-CN' ? zhCN : en)
