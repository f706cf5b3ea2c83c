import type { LogEntry } from '../model/log-entries.ts'
import type { Words } from '../words/words.ts'
import { breakable, h } from './h.ts'
import { clockTime } from './times.ts'

/** A command from this page that was not taken: the machine does not log it, so the page does. */
export interface RefusedEntry {
  /** The index of the frame that was the newest one then. */
  readonly after: number
  readonly at: number
  readonly command: string
  readonly why: string
}

/** What an entry is called: by the machine's own words, but for what only the page knows. */
export const eventTextOf = ({ isJoin, event }: LogEntry, words: Words): string =>
  isJoin ? words.log.joined : event

/** The line of a step, a button that leads there. */
export const entryLine = (entry: LogEntry, words: Words): HTMLLIElement => {
  const { index, at, from, to, guard, error } = entry
  const way = [from === null ? to : `${from} → ${to}`, ...(guard === null ? [] : [`[${guard}]`])].join(' ')
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        'data-index': index,
        tabindex: -1,
        class: error === null ? 'entry' : 'entry error',
      },
      h('span', { class: 'time' }, clockTime(at)),
      h('span', { class: 'event' }, ...breakable(eventTextOf(entry, words))),
      h('span', { class: 'detail' }, way),
      error === null ? null : h('span', { class: 'error-tag' }, error),
    ),
  )
}

export const refusedLine = ({ at, command, why }: RefusedEntry, words: Words): HTMLLIElement =>
  h(
    'li',
    { class: 'refused' },
    h('span', { class: 'time' }, clockTime(at)),
    h('span', { class: 'event' }, ...breakable(command)),
    h('span', { class: 'detail' }, `${words.log.refused}: ${why}`),
  )
