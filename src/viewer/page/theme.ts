import type { Words } from '../words/words.ts'
import { button } from './h.ts'
import { icon } from './icons.ts'

/** Light or dark: the system's choice until the button is pressed. */
export const createThemeButton = (words: Words): HTMLButtonElement => {
  const { dataset } = document.documentElement
  return button(
    words.theme,
    () => {
      const isDark =
        dataset['theme'] === undefined
          ? matchMedia('(prefers-color-scheme: dark)').matches
          : dataset['theme'] === 'dark'
      dataset['theme'] = isDark ? 'light' : 'dark'
    },
    { class: 'tool theme' },
    icon('theme'),
  )
}
