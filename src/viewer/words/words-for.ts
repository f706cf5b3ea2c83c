import { en } from './en.ts'
import type { Words } from './words.ts'
import { zhCN } from './zh-cn.ts'

/** The words of the first language of a reader that we have; English otherwise. */
export const wordsFor = (languages: readonly string[]): Words => {
  const known = languages.find((language) => /^(?:en|zh)\b/i.test(language))
  return known !== undefined && /^zh/i.test(known) ? zhCN : en
}
