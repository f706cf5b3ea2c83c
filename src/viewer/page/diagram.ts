import type { MachineStructure } from '../../inspect/index.ts'
import type { LogEntry } from '../model/log-entries.ts'
import type { Minute } from '../model/minute.ts'
import type { Detail, Layout } from '../picture/layout.ts'
import { pictureLayoutOf } from '../picture/picture-layout.ts'
import { pictureOf } from '../picture/svg-of.ts'
import { svg } from '../picture/svg-node.ts'
import type { Words } from '../words/words.ts'
import { createCamera } from './camera.ts'
import { createCaption } from './caption.ts'
import { diagramKeys } from './diagram-keys.ts'
import { button, h } from './h.ts'
import { icon } from './icons.ts'
import { createLights, type Lit } from './lights.ts'
import { svgElement } from './svg-element.ts'

export interface Diagram {
  readonly element: HTMLElement
  /** Lights the active states and the transitions just taken. */
  readonly light: (lit: Lit, entry: LogEntry) => void
  readonly tick: (minute: Minute | null) => void
}

/** The picture of the machine, with its own buttons and keys. */
export const createDiagram = (structure: MachineStructure, words: Words): Diagram => {
  const { name, help, zoomIn, zoomOut, fit, full } = words.diagram
  const made = svgElement(svg('svg', { class: 'machine', role: 'img', 'aria-label': name }))
  if (!(made instanceof SVGSVGElement)) throw new TypeError('This browser draws no SVG')
  const picture = made
  const canvas = h('div', { class: 'canvas', tabindex: 0, role: 'group', 'aria-label': name }, picture)
  canvas.setAttribute('aria-description', help)
  const camera = createCamera(picture, (isCloser) => canvas.classList.toggle('closer', isCloser))
  diagramKeys(canvas, camera)

  let layout: Layout | null = null
  let lit: Lit = { active: [], tone: 'well', taken: [], isMove: false }
  let minute: Minute | null = null
  const lights = createLights(structure, picture)

  const activeBox = () => layout?.states.get(lit.active.at(-1) ?? '') ?? null
  const show = (detail: Detail) =>
    pictureLayoutOf(structure, detail).then((found) => {
      layout = found
      picture.replaceChildren(...pictureOf(structure, found).map(svgElement))
      picture.dataset['detail'] = detail
      camera.setSize(found, activeBox())
      lights.light(lit, false)
      lights.tick(minute)
    })
  const allLabels = h('input', { type: 'checkbox' })
  allLabels.addEventListener('change', () => void show(allLabels.checked ? 'full' : 'story'))
  void show('story')

  const tools = h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': name },
    h('label', { class: 'switch' }, allLabels, full),
    button(zoomOut, () => camera.zoomBy(1 / 1.4), { class: 'tool' }, icon('minus')),
    button(zoomIn, () => camera.zoomBy(1.4), { class: 'tool' }, icon('plus')),
    button(fit, () => camera.fit(), { class: 'tool' }, icon('fit')),
  )

  const { caption, legend, show: describe } = createCaption(words)
  return {
    element: h('section', { class: 'diagram', 'aria-label': name }, caption, canvas, legend, tools),
    light: (next, entry) => {
      lit = next
      lights.light(lit, true)
      describe(entry)
      const box = activeBox()
      if (box !== null) camera.show(box)
    },
    tick: (next) => {
      minute = next
      lights.tick(minute)
    },
  }
}
