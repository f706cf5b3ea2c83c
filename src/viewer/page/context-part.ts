import type { ShownContext } from '../../inspect/index.ts'
import { contextRowsOf, type ContextValue } from '../model/context-rows.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'
import { clockTime, dayOf } from './times.ts'

const textOf = (value: ContextValue, at: number, { context: words }: Words): string => {
  switch (value.kind) {
    case 'text':
      return value.text
    case 'time':
      return dayOf(value.time) === dayOf(at)
        ? words.at(clockTime(value.time))
        : words.on(dayOf(value.time), clockTime(value.time))
    case 'secret':
      return words.redacted
  }
}

/** The masked context, a line a field; what the last step changed is marked. */
export const createContextPart = (words: Words) => {
  const list = h('dl', { class: 'context' })
  let before: ReadonlyMap<string, string> = new Map<string, string>()

  return {
    element: h(
      'section',
      { class: 'part', 'aria-label': words.context.title },
      h('h2', {}, words.context.title),
      list,
    ),
    show: (context: ShownContext, at: number, isMove: boolean) => {
      const rows = contextRowsOf(context)
      const now = new Map(rows.map(({ name, value }) => [name, textOf(value, at, words)]))
      list.replaceChildren(
        ...rows.map(({ name, value }) => {
          const text = now.get(name) ?? ''
          const changed = isMove && before.get(name) !== text
          return h(
            'div',
            { class: changed ? `${value.kind} changed` : value.kind, 'data-field': name },
            h('dt', {}, name),
            h('dd', {}, text),
          )
        }),
      )
      before = now
    },
  }
}
