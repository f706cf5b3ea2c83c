import type { ChannelState } from '../channel/channel.ts'
import type { Words } from '../words/words.ts'
import { button, h } from './h.ts'

export type Connection =
  | { readonly is: 'waiting' | ChannelState }
  | { readonly is: 'recording'; readonly name: string }

/** The first characters tell enrollments apart; nobody reads 128 bits aloud. */
const short = (id: string): string => (id.length > 13 ? `${id.slice(0, 8)}…` : id)

/** The top of the page: what is looked at, and whether it lives. */
export const createHeading = (
  words: Words,
  tools: readonly HTMLElement[],
  pick: (id: string) => void,
  goLive: () => void,
) => {
  const picker = h('select', { 'aria-label': words.enrollment, class: 'picker' })
  picker.addEventListener('change', () => pick(picker.value))
  const connection = h('span', { class: 'connection', role: 'status' })
  const back = button(words.backToLive, goLive, { class: 'open', hidden: '' })
  const picking = h('label', { class: 'picking', hidden: true }, h('span', {}, words.enrollment), picker)
  let offered = ''

  return {
    element: h(
      'header',
      {},
      h('h1', {}, words.title),
      connection,
      picking,
      h('div', { class: 'header-tools' }, back, ...tools),
    ),
    show: (ids: readonly string[], chosen: string | null, now: Connection, mayGoBack: boolean) => {
      if (ids.join() !== offered) {
        picker.replaceChildren(...ids.map((value) => h('option', { value }, short(value))))
        offered = ids.join()
      }
      if (chosen !== null) picker.value = chosen
      picking.hidden = ids.length === 0
      const text = now.is === 'recording' ? words.connection.recording(now.name) : words.connection[now.is]
      if (connection.textContent !== text) connection.textContent = text
      connection.dataset['is'] = now.is
      back.hidden = !mayGoBack
    },
  }
}
