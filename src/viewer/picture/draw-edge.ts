import type { Layout } from './layout.ts'
import type { PictureEdge } from './picture-edges.ts'
import { roundedPath } from './rounded-path.ts'
import { rowOf, rowsOf } from './rows.ts'
import { svg, type SvgNode } from './svg-node.ts'
import { text } from './text-size.ts'

/** The line of an edge. Labels are drawn apart, for all lines lie below all labels. */
export const drawLine = ({ id, isMain, transitions }: PictureEdge, layout: Layout): SvgNode => {
  const points = layout.edges.get(id)?.points ?? []
  const d = roundedPath(points)
  return svg('g', { class: isMain ? 'line main' : 'line', 'data-line': id }, [
    svg('title', {}, transitions.map(rowOf).join('\n')),
    // Wide and unseen, to be met by a pointer.
    svg('path', { class: 'reach', d }),
    svg('path', { class: 'way', d, 'marker-end': isMain ? 'url(#arrow-main)' : 'url(#arrow)' }),
    // What runs along the line when it was taken; its length counts as 100.
    svg('path', { class: 'pulse', d, pathLength: 100 }),
  ])
}

/** What is written beside a line; of one without a label, empty marks that tell where each transition is drawn. */
export const drawLabel = (edge: PictureEdge, { detail, edges }: Layout): SvgNode => {
  const { id, isMain, transitions } = edge
  const box = edges.get(id)?.label ?? null
  const isWritten = box !== null && rowsOf(edge, detail).length > 0
  const rows = transitions.map((transition, index) => {
    const named = { 'data-transition': transition.id, class: `row ${transition.kind}` }
    if (!isWritten) return svg('g', named)
    const y = box.y + 3 + (index + 0.74) * text.row.lineHeight
    const { label, guard } = transition
    const spans = [
      svg('tspan', {}, label),
      ...(guard === null ? [] : [svg('tspan', { class: 'guard', dx: text.row.advance }, `[${guard}]`)]),
    ]
    return svg('text', { ...named, x: box.x + 5, y }, spans)
  })
  return svg('g', { class: isMain ? 'label main' : 'label', 'data-label': id }, [
    ...(isWritten ? [svg('rect', { ...box, rx: 4 })] : []),
    ...rows,
  ])
}
