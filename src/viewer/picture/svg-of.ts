import type { MachineStructure } from '../../inspect/index.ts'
import { drawLabel, drawLine } from './draw-edge.ts'
import { drawState } from './draw-state.ts'
import type { Layout } from './layout.ts'
import { mainPathOf } from './main-path.ts'
import { pictureEdgesOf } from './picture-edges.ts'
import { standaloneStyle } from './standalone-style.ts'
import { markup, svg, type SvgNode } from './svg-node.ts'

const arrow = (id: string, size: number): SvgNode =>
  svg(
    'marker',
    {
      id,
      viewBox: '0 0 10 10',
      refX: 9,
      refY: 5,
      markerWidth: size,
      markerHeight: size,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto-start-reverse',
    },
    [svg('path', { d: 'M0 1L10 5L0 9Z' })],
  )

/** The picture as data, for the page: each state has `data-state`, each transition `data-transition`, each line `data-line`. */
export const pictureOf = (structure: MachineStructure, layout: Layout): readonly SvgNode[] => {
  const mainPath = mainPathOf(structure)
  const edges = pictureEdgesOf(structure, mainPath)
  const drawn = (compound: boolean) =>
    structure.states
      .filter(({ type }) => (type === 'compound') === compound)
      .map((state) => drawState(structure, state, layout, mainPath.includes(state.id)))
  // What is drawn later lies above: the main path above the side ways.
  const inOrder = edges.toSorted((one, other) => Number(one.isMain) - Number(other.isMain))
  return [
    svg('defs', {}, [arrow('arrow', 9), arrow('arrow-main', 13)]),
    svg('g', { class: 'compounds' }, drawn(true)),
    svg(
      'g',
      { class: 'lines' },
      inOrder.map((edge) => drawLine(edge, layout)),
    ),
    svg('g', { class: 'states' }, drawn(false)),
    svg(
      'g',
      { class: 'labels' },
      edges.map((edge) => drawLabel(edge, layout)),
    ),
  ]
}

/**
 * The machine as an SVG file, in light and dark as the reader prefers. Pure and without DOM: runs in Node.
 *
 * @param layout of `pictureLayoutOf` or `layoutOf`.
 *
 * @example
 * const structure = structureOf(enrollmentMachine)
 * writeFileSync('machine.svg', svgOf(structure, await pictureLayoutOf(structure, 'full')))
 */
export const svgOf = (structure: MachineStructure, layout: Layout): string => {
  const { width, height } = layout
  const named = { role: 'img', 'aria-label': `State machine ${structure.id}` }
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: 'machine',
    ...named,
  }
  return `${markup(
    svg('svg', attributes, [
      svg('style', {}, standaloneStyle),
      svg('rect', { class: 'paper', width: '100%', height: '100%' }),
      ...pictureOf(structure, layout),
    ]),
  )}\n`
}
