import type { ShownContext } from '../../inspect/index.ts'
import { contextRowsOf, type ContextValue } from '../model/context-rows.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'
import { clockTime } from './times.ts'

const textOf = (value: ContextValue, words: Words): string => {
  switch (value.kind) {
    case 'text':
      return value.text
    case 'time':
      return words.context.at(clockTime(value.time))
    case 'secret':
      return words.context.redacted
  }
}

/** The masked context, a line a field; what the last step changed is marked. */
export const createContextPart = (words: Words) => {
  const list = h('dl', { class: 'context' })
  let before = new Map<string, string>()

  return {
    element: h(
      'section',
      { class: 'part', 'aria-label': words.context.title },
      h('h2', {}, words.context.title),
      list,
    ),
    show: (context: ShownContext, isMove: boolean) => {
      const rows = contextRowsOf(context)
      const now = new Map(rows.map(({ name, value }) => [name, textOf(value, words)]))
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
