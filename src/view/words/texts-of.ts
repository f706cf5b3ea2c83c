import { messageText, type Catalogue, type Message } from '../messages/message.ts'
import { en } from '../messages/en.ts'
import { zhCN } from '../messages/zh-cn.ts'
import { wordsEn } from './en.ts'
import type { Words } from './words.ts'
import { wordsZhCN } from './zh-cn.ts'

/** The languages that come along. Others are overrides of all there is. */
export type EnrollmentLocale = 'en' | 'zh-CN'

/** Texts in place of those that come along; what is left out stays. */
export interface TextOverrides {
  /** Messages: what happened, and what to do. */
  readonly messages?: Partial<Catalogue>
  /** Words: titles, labels, buttons, hints. */
  readonly words?: Partial<Words>
}

/** All texts of a surface. */
export interface Texts {
  /** A BCP 47 tag, for the `lang` attribute. */
  readonly locale: string
  readonly words: Words
  readonly textOf: (message: Message) => string
  /** A factor by name; those of unknown type, too. */
  readonly factorNameOf: (factorType: string) => string
}

const languages = { en: [en, wordsEn], 'zh-CN': [zhCN, wordsZhCN] } as const

/**
 * All texts of a surface in one language, with a host's own over them.
 *
 * @example
 * const { words, textOf } = textsOf('zh-CN', { words: { confirm: '验证' } })
 */
export const textsOf = (locale: EnrollmentLocale, overrides: TextOverrides = {}): Texts => {
  const [catalogue, ownWords] = languages[locale]
  const all = { ...catalogue, ...overrides.messages }
  const words = { ...ownWords, ...overrides.words }
  const names: Readonly<Record<string, string>> = words.factorName
  return {
    locale,
    words,
    textOf: (message) => messageText(all, message),
    factorNameOf: (factorType) =>
      (Object.hasOwn(names, factorType) ? names[factorType] : undefined) ?? words.unknownFactor,
  }
}
