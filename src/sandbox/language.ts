/** The languages of the vendor's messages. */
export type Language = 'zh-CN' | 'en-US' | 'ja-JP' | 'zh-TW'

/** What the vendor speaks if nobody asks for anything it knows. */
export const defaultLanguage: Language = 'zh-CN'

/** The language a header names, by its main tag alone where there is no choice: `en`, `en-GB`, `ja`, `zh-Hant`. */
export const languageOf = (header: string | null): Language => {
  const tag = header?.trim().toLowerCase() ?? ''
  if (/^en\b/.test(tag)) return 'en-US'
  if (/^ja\b/.test(tag)) return 'ja-JP'
  return /^zh-(tw|hant)\b/.test(tag) ? 'zh-TW' : defaultLanguage
}
