import * as t from 'io-ts'
import * as E from '#fp-ts/Either'

export const langs = ['en', 'zh-CN'] as const
export type Lang = (typeof langs)[number]

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

/** What the person chose to see; nothing else of this page outlives a reload in the browser's own storage. */
export interface Preferences {
  readonly lang: Lang
  readonly theme: Theme
}

const Stored = t.type({
  lang: t.keyof({ en: null, 'zh-CN': null }),
  theme: t.keyof({ light: null, dark: null, system: null }),
})
const key = 'mfa-enrollment-page'

/** Storage may be forbidden, and may hold anything. */
const stored = (): unknown => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** What was chosen before; else what the browser prefers. */
export const readPreferences = (): Preferences => {
  const kept = Stored.decode(stored())
  if (E.isRight(kept)) return kept.right
  return { lang: /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en', theme: 'system' }
}

export const keepPreferences = (preferences: Preferences): void => {
  try {
    localStorage.setItem(key, JSON.stringify(preferences))
  } catch {
    // Then it holds until the next reload.
  }
}

/** Tells the whole document, the element included, which language and which colours it has. */
export const applyPreferences = ({ lang, theme }: Preferences, title: string): void => {
  document.title = title
  document.documentElement.lang = lang
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
  document.documentElement.dataset['theme'] = theme
}
