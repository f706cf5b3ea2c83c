import type { ShownState } from '../../inspect/index.ts'
import type { Answered } from '../channel/channel.ts'
import type { Words } from '../words/words.ts'
import { fieldsOf } from './command-fields.ts'
import { h } from './h.ts'

/** Why nothing can be sent, or null. */
export type Silence = 'recorded' | 'ended' | 'past' | null

/** Sends one of the events that the state takes. Each is a form, so that Enter sends it, too. */
export const createCommandsPart = (
  words: Words,
  send: (command: object) => Promise<Answered>,
  refused: (command: string, why: string) => void,
) => {
  const list = h('div', { class: 'commands' })
  const outcome = h('p', { class: 'outcome', role: 'status' })
  let written = ''
  let isSending = false

  const formOf = (type: string, { context }: ShownState) => {
    const { fields, command, clear } = fieldsOf(type, context, words)
    const press = h('button', { class: fields.length > 0 ? 'primary' : 'plain', 'data-command': type }, type)
    const form = h('form', { class: fields.length > 0 ? 'with-fields' : 'word' }, ...fields, press)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (isSending) return
      isSending = true
      void send(command()).then((answer) => {
        isSending = false
        if (answer.accepted) clear()
        const why = answer.accepted ? '' : words.reasons[answer.reason]
        outcome.textContent = answer.accepted
          ? words.commands.accepted(type)
          : words.commands.refused(type, why)
        outcome.classList.toggle('refusal', !answer.accepted)
        if (!answer.accepted) refused(type, why)
      })
    })
    return form
  }

  const contentOf = (state: ShownState, silence: Silence): readonly HTMLElement[] => {
    if (silence !== null) return [h('p', { class: 'hint' }, words.commands[silence])]
    if (state.commands.length === 0) return [h('p', { class: 'hint' }, words.commands.none)]
    const forms = state.commands.map((type) => formOf(type, state))
    // Words alone stand in one row, below.
    return forms.toSorted(
      (one, other) => Number(one.className === 'word') - Number(other.className === 'word'),
    )
  }

  return {
    element: h(
      'section',
      { class: 'part commands-part', 'aria-label': words.commands.title },
      h('h2', {}, words.commands.title),
      list,
      outcome,
    ),
    show: (state: ShownState, silence: Silence) => {
      const { enrollmentId, challenge } = state.context
      const now = [enrollmentId, silence, challenge?.generation, ...state.commands].join()
      // What a person is typing must outlive the events that come in meanwhile.
      if (now === written) return
      const hadFocus = list.contains(document.activeElement)
      list.replaceChildren(...contentOf(state, silence))
      written = now
      outcome.textContent = ''
      if (hadFocus) list.querySelector<HTMLElement>('input, select, button')?.focus()
    },
  }
}
