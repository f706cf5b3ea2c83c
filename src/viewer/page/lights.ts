import type { MachineStructure, TransitionStructure } from '../../inspect/index.ts'
import type { Minute } from '../model/minute.ts'
import type { Tone } from '../model/tone.ts'
import { edgeIdOf } from '../picture/picture-edges.ts'
import { calm } from './calm.ts'

/** What is lit. */
export interface Lit {
  /** Ids of states, the outermost first. */
  readonly active: readonly string[]
  readonly tone: Tone
  readonly taken: readonly TransitionStructure[]
  /** Whether it happened just now: then the line is run along once. */
  readonly isMove: boolean
}

const each = (picture: Element, attribute: string, change: (element: Element, id: string) => void) => {
  for (const element of picture.querySelectorAll(`[${attribute}]`)) {
    change(element, element.getAttribute(attribute) ?? '')
  }
}

/** Sets classes in the picture; what they look like stands in the style sheet. */
export const createLights = (structure: MachineStructure, picture: SVGSVGElement) => {
  let active: readonly string[] = []
  // The other delay, the pause of a reconciliation, is no part of the token's minute.
  const timed = new Set(
    structure.transitions.filter(({ delay }) => delay === 'tokenLifetime').map(({ source }) => source),
  )
  const leaving = (id: string) => active.some((state) => id.startsWith(`${state}>`))

  return {
    light: (lit: Lit, mayMove: boolean) => {
      active = lit.active
      const rows = new Set(lit.taken.map(({ id }) => id))
      const lines = new Set(lit.taken.map(edgeIdOf))
      each(picture, 'data-state', (element, id) => {
        element.classList.toggle('active', active.includes(id))
        element.classList.toggle('innermost', active.at(-1) === id)
      })
      each(picture, 'data-transition', (element, id) => {
        element.classList.toggle('taken', rows.has(id))
      })
      picture.dataset['tone'] = lit.tone
      for (const attribute of ['data-line', 'data-label']) {
        each(picture, attribute, (element, id) => {
          element.classList.toggle('taken', lines.has(id))
          element.classList.toggle('open', leaving(id))
          element.classList.remove('moving')
        })
      }
      // What counts lies above what does not.
      for (const which of ['.open', '.main', '.taken']) {
        for (const line of picture.querySelectorAll(`.line${which}`)) line.parentNode?.append(line)
      }
      if (!mayMove || !lit.isMove || calm()) return
      // Layout between the two lets the animation begin anew.
      picture.getBoundingClientRect()
      each(picture, 'data-line', (element, id) => {
        if (lines.has(id)) element.classList.add('moving')
      })
    },

    tick: (minute: Minute | null) => {
      each(picture, 'data-state', (element, id) => {
        const runs = minute !== null && active.includes(id) && timed.has(id)
        element.classList.toggle('timed', runs)
        element.classList.toggle('urgent', runs && minute.left <= 10_000)
        element
          .querySelector('.clock-left')
          ?.setAttribute('stroke-dasharray', runs ? `${Math.round(minute.part * 1000) / 10} 100` : '100 100')
      })
    },
  }
}
