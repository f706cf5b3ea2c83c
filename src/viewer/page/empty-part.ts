import type { Words } from '../words/words.ts'
import { h } from './h.ts'

/** What the page says where there is no enrollment: one may come, or there was none. */
export const createEmptyPart = (words: Words) => {
  const title = h('p', { class: 'empty-title' }, words.nothingYet)
  const hint = h('p', {}, words.nothingYetHint)
  return {
    element: h('div', { class: 'empty' }, title, hint),
    show: (hasEnded: boolean) => {
      title.textContent = hasEnded ? words.nothingCame : words.nothingYet
      hint.textContent = hasEnded ? words.nothingCameHint : words.nothingYetHint
    },
  }
}
