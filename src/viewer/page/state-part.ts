import type { ShownState } from '../../inspect/index.ts'
import { pathOf } from '../model/active-states.ts'
import { toneOf } from '../model/tone.ts'
import type { Minute } from '../model/minute.ts'
import { svg } from '../picture/svg-node.ts'
import type { Words } from '../words/words.ts'
import { breakable, h } from './h.ts'
import { svgElement } from './svg-element.ts'
import { secondsOf } from './times.ts'

const ring = () => {
  const circle = (name: string) =>
    svg('circle', { class: name, cx: 28, cy: 28, r: 24, pathLength: 100, transform: 'rotate(-90 28 28)' })
  return svgElement(
    svg('svg', { viewBox: '0 0 56 56', 'aria-hidden': 'true' }, [circle('ring-face'), circle('ring-left')]),
  )
}

/** How it came to an end that the state does not tell. */
const endings = ({ state }: Words): Readonly<Record<ShownState['status'], string | null>> => ({
  active: null,
  done: null,
  stopped: state.stopped,
  error: state.defect,
})

/** Where the enrollment stands, and the minute of its token. */
export const createStatePart = (words: Words) => {
  const name = h('p', { class: 'state-name' })
  const factor = h('span', {})
  const destination = h('span', { class: 'destination' })
  const note = h('p', { class: 'state-note' }, factor, destination)
  const error = h('p', { class: 'state-error' })
  const seconds = h('span', { class: 'seconds', 'aria-hidden': 'true' })
  const spoken = h('span', { class: 'unseen' })
  const drawn = ring()
  const clock = h('div', { class: 'minute', hidden: true }, drawn, seconds, spoken)
  const title = h('h2', {}, words.state.title)
  const element = h(
    'section',
    { class: 'part state-part', 'aria-label': words.state.title },
    h('div', { class: 'where' }, title, name, note, error),
    clock,
  )

  return {
    element,
    show: (state: ShownState) => {
      const { value, status, context } = state
      element.dataset['tone'] = toneOf(state)
      name.replaceChildren(...breakable(pathOf(value)))
      factor.textContent = context.factorType ?? ''
      // Cut where there is no room: a screen reader has the whole of it, and so has a pointer.
      destination.textContent = context.maskedDestination ?? ''
      destination.title = destination.textContent
      const notes = [endings(words)[status], context.error?._tag ?? null]
      error.classList.toggle('calm', context.error === null && status === 'stopped')
      error.textContent = notes.filter((each) => each !== null).join(' · ')
    },
    tick: (minute: Minute | null) => {
      clock.hidden = minute === null
      if (minute === null) return
      const left = secondsOf(minute.left)
      clock.classList.toggle('urgent', minute.left <= 10_000)
      drawn.lastElementChild?.setAttribute('stroke-dasharray', `${Math.round(minute.part * 1000) / 10} 100`)
      if (seconds.textContent !== String(left)) {
        seconds.textContent = String(left)
        spoken.textContent = left === 0 ? words.tokenDead : words.tokenLeft(left)
      }
    },
  }
}
