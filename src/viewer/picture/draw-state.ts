import type { MachineStructure, StateStructure } from '../../inspect/index.ts'
import type { Layout } from './layout.ts'
import { hasClock, rowOf, staysOf } from './rows.ts'
import { boxRowsOf, inset } from './state-box.ts'
import { svg, type SvgNode } from './svg-node.ts'
import { text } from './text-size.ts'

const corner = 10

/** A ring that the page empties while the minute runs down. */
const clockAt = (x: number, y: number): SvgNode =>
  svg('g', { class: 'clock' }, [
    svg('circle', { class: 'clock-face', cx: x, cy: y, r: 8 }),
    svg('circle', {
      class: 'clock-left',
      cx: x,
      cy: y,
      r: 8,
      pathLength: 100,
      'stroke-dasharray': '100 100',
      transform: `rotate(-90 ${x} ${y})`,
    }),
    svg('path', { class: 'clock-hands', d: `M${x} ${y - 4.5}V${y}H${x + 3.5}` }),
  ])

/** Where the machine begins: a dot and an arrow, as in UML. */
const beginningAt = (x: number, y: number): SvgNode =>
  svg('g', { class: 'beginning' }, [
    svg('circle', { cx: x - 26, cy: y, r: 4.5 }),
    svg('path', { d: `M${x - 21} ${y}H${x - 2}`, 'marker-end': 'url(#arrow)' }),
  ])

/** The box of a state: its name, the calls that run in it, and the transitions that lead nowhere else. */
export const drawState = (
  structure: MachineStructure,
  state: StateStructure,
  layout: Layout,
  isMain: boolean,
): SvgNode => {
  const { id, key, type, parent } = state
  const { x, y, width, height } = layout.states.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }
  const stays = staysOf(structure, id)
  const { invokes, stays: written } = boxRowsOf(structure, state, layout.detail)
  const nameY = y + inset.top + 15
  const rowY = (index: number) => nameY + (index + 1) * text.row.lineHeight + 1
  const right = x + width - inset.x
  const row = (index: number, mark: string, words: string, attributes: SvgNode['attributes']) =>
    svg('text', { ...attributes, x: x + inset.x, y: rowY(index) }, [
      svg('tspan', { class: 'mark' }, mark),
      svg('tspan', { x: x + inset.x + 2 * text.row.advance }, words),
    ])
  const clock = hasClock(structure, id)

  return svg('g', { class: ['state', type, isMain ? 'main' : 'side'].join(' '), 'data-state': id }, [
    svg('rect', { class: 'box', x, y, width, height, rx: corner }),
    ...(type === 'final'
      ? [
          svg('rect', {
            class: 'inner',
            x: x + 4,
            y: y + 4,
            width: width - 8,
            height: height - 8,
            rx: corner - 4,
          }),
        ]
      : []),
    ...(state.isInitial && parent === structure.id ? [beginningAt(x, y + 14)] : []),
    svg('text', { class: 'name', x: x + inset.x, y: nameY }, key),
    ...(clock ? [clockAt(right - 8, nameY - 5)] : []),
    ...invokes.map((words, index) => row(index, '⚙', words, { class: 'row invoke' })),
    ...stays.map((transition, index) => {
      const named = { 'data-transition': transition.id, class: `row stay ${transition.kind}` }
      if (written.length > 0) return row(invokes.length + index, '↺', rowOf(transition), named)
      if (index > 0) return svg('g', named)
      const mark = { ...named, class: `stay-mark ${transition.kind}`, 'text-anchor': 'end' }
      return svg('text', { ...mark, x: right - (clock ? 24 : 0), y: nameY }, [
        svg('title', {}, stays.map(rowOf).join('\n')),
        svg('tspan', {}, '↺'),
      ])
    }),
  ])
}
