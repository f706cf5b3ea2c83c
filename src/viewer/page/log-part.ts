import type { LogEntry } from '../model/log-entries.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'
import { clockTime } from './times.ts'

/** A command from this page that was not taken: the machine does not log it, so the page does. */
export interface RefusedEntry {
  /** The index of the frame that was the newest one then. */
  readonly after: number
  readonly at: number
  readonly command: string
  readonly why: string
}

const refusedLine = ({ at, command, why }: RefusedEntry, words: Words) =>
  h(
    'li',
    { class: 'refused' },
    h('span', { class: 'time' }, clockTime(at)),
    h('span', { class: 'event' }, command),
    h('span', { class: 'detail' }, `${words.log.refused}: ${why}`),
  )

/** The event log: choose a line to look at that step. */
export const createLogPart = (words: Words, choose: (index: number) => void) => {
  const list = h('ol', { class: 'log' })
  let written = ''

  const lineOf = (entry: LogEntry) => {
    const { index, at, event, from, to, guard, error } = entry
    const line = h(
      'button',
      { type: 'button', 'data-index': index, class: error === null ? 'entry' : 'entry error' },
      h('span', { class: 'time' }, clockTime(at)),
      h('span', { class: 'event' }, event),
      h(
        'span',
        { class: 'detail' },
        [from === null ? to : `${from} → ${to}`, ...(guard === null ? [] : [`[${guard}]`])].join(' '),
      ),
      error === null ? null : h('span', { class: 'error-tag' }, error),
    )
    line.addEventListener('click', () => choose(index))
    return h('li', {}, line)
  }

  const mark = (index: number) => {
    for (const line of list.querySelectorAll('button')) {
      const isShown = line.dataset['index'] === String(index)
      if (isShown) line.setAttribute('aria-current', 'step')
      else line.removeAttribute('aria-current')
      // Of the list alone: the page must not jump under a reader.
      if (isShown) {
        const top = line.offsetTop - list.offsetTop
        const bottom = top + line.offsetHeight
        if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight)
          list.scrollTop = bottom - list.clientHeight / 2
      }
    }
  }

  return {
    element: h(
      'section',
      { class: 'part log-part', 'aria-label': words.log.title },
      h('h2', {}, words.log.title),
      list,
    ),
    show: (entries: readonly LogEntry[], refusals: readonly RefusedEntry[], index: number, key: string) => {
      const now = `${key}/${entries.length}/${refusals.length}`
      if (now !== written) {
        const focused = document.activeElement?.closest('.log button')?.getAttribute('data-index')
        list.replaceChildren(
          ...entries.flatMap((entry) => [
            lineOf(entry),
            ...refusals.filter(({ after }) => after === entry.index).map((each) => refusedLine(each, words)),
          ]),
        )
        written = now
        if (typeof focused === 'string') list.querySelector<HTMLElement>(`[data-index="${focused}"]`)?.focus()
      }
      mark(index)
    },
  }
}
