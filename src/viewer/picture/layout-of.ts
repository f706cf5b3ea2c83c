import type { ElkNode } from 'elkjs/lib/elk-api.js'
import ELK from 'elkjs/lib/elk.bundled.js'
import type { MachineStructure } from '../../inspect/index.ts'
import { elkGraphOf } from './elk-graph.ts'
import type { Box, Detail, Layout, Point } from './layout.ts'

const round = (length: number | undefined): number => Math.round((length ?? 0) * 2) / 2
const pointOf = ({ x, y }: Partial<Point>): Point => ({ x: round(x), y: round(y) })
const boxOf = (shape: Partial<Box>): Box => ({
  ...pointOf(shape),
  width: round(shape.width),
  height: round(shape.height),
})

const within = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(within)]

/**
 * Lays a machine out with ELK, top to bottom, the main path straight. Any structure will do; some seconds for
 * a large one. For the enrollment there is a stored result, see `pictureLayoutOf`.
 *
 * @example
 * svgOf(structure, await layoutOf(structure, 'story'))
 */
export const layoutOf = async (structure: MachineStructure, detail: Detail): Promise<Layout> => {
  const placed: ElkNode = await new ELK.default().layout(elkGraphOf(structure, detail))
  const nodes = within(placed)
  const edges = nodes.flatMap((node) => node.edges ?? [])
  return {
    detail,
    width: round(placed.width),
    height: round(placed.height),
    states: new Map(nodes.filter((node) => node !== placed).map((node) => [node.id, boxOf(node)])),
    edges: new Map(
      edges.map(({ id, sections = [], labels = [] }) => [
        id,
        {
          points: sections
            .flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])
            .map(pointOf),
          label: labels[0] === undefined ? null : boxOf(labels[0]),
        },
      ]),
    ),
  }
}
