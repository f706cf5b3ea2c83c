import type { LogEntry } from '../model/log-entries.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'
import { eventTextOf } from './log-line.ts'

/** What the colours mean, and in words what was just taken: in the story its line has no label of its own. */
export const createCaption = (words: Words) => {
  const { active, taken, open } = words.diagram
  const event = h('p', { class: 'caption-event' })
  const way = h('p', { class: 'caption-way' })
  const key = (name: string, text: string) => h('li', { class: `key-${name}` }, text)
  return {
    caption: h('div', { class: 'caption', 'aria-hidden': 'true' }, event, way),
    legend: h('ul', { class: 'legend' }, key('active', active), key('taken', taken), key('open', open)),
    show: (entry: LogEntry) => {
      const { from, to, guard, error } = entry
      event.textContent = eventTextOf(entry, words)
      const parts = [
        from === null ? to : `${from} → ${to}`,
        guard === null ? '' : `[${guard}]`,
        error === null ? '' : `· ${error}`,
      ]
      way.textContent = parts.filter((part) => part !== '').join(' ')
    },
  }
}
