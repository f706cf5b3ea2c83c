import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js'
import type { MachineStructure, StateStructure } from '../../inspect/index.ts'
import type { Detail } from './layout.ts'
import { mainPathOf } from './main-path.ts'
import { pictureEdgesOf, type PictureEdge } from './picture-edges.ts'
import { rowsOf } from './rows.ts'
import { boxSizeOf, inset } from './state-box.ts'
import { rowWidth, text } from './text-size.ts'

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  // Lines to one state flow together, as streams do.
  'elk.layered.mergeEdges': 'true',
  'elk.layered.feedbackEdges': 'true',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.edgeLabels.sideSelection': 'ALWAYS_UP',
  'elk.edgeLabels.inline': 'true',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
}

const layerOf = ({ type, isInitial, parent }: StateStructure, root: string) => {
  if (parent !== root) return {}
  if (type === 'final') return { 'elk.layered.layering.layerConstraint': 'LAST' }
  return isInitial ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}
}

/** The main path runs from top to bottom through the middle; everything else leaves at the left and comes back at the right. */
const portsOf = (id: string, width: number, height: number): ElkPort[] =>
  (
    [
      ['mainIn', 'NORTH', width / 2, 0],
      ['mainOut', 'SOUTH', width / 2, height],
      ['in', 'EAST', width, 14],
      ['out', 'WEST', 0, height - 14],
    ] as const
  ).map(([name, side, x, y]) => ({
    id: `${id}/${name}`,
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side },
  }))

const labelOf = (rows: readonly string[]) => ({
  text: rows.join('\n'),
  width: Math.max(...rows.map(rowWidth)) + 10,
  height: rows.length * text.row.lineHeight + 6,
})

/** The machine as ELK wants it, with the sizes of all texts. */
export const elkGraphOf = (structure: MachineStructure, detail: Detail): ElkNode => {
  const mainPath = mainPathOf(structure)
  const sizes = new Map(structure.states.map((state) => [state.id, boxSizeOf(structure, state, detail)]))
  const sizeOf = (id: string) => sizes.get(id) ?? { width: 0, height: 0 }
  // As wide as each other, so that the path is one straight line.
  const mainWidth = Math.max(...mainPath.map((id) => sizeOf(id).width))

  const nodeOf = (state: StateStructure): ElkNode => {
    const { id } = state
    const { width, height } = sizeOf(id)
    const children = structure.states.filter(({ parent }) => parent === id).map(nodeOf)
    const layer = layerOf(state, structure.id)
    if (children.length > 0) {
      const padding = `[top=${height + 4},left=${inset.x},bottom=${inset.x},right=${inset.x}]`
      return { id, children, layoutOptions: { ...layer, 'elk.padding': padding } }
    }
    if (!mainPath.includes(id)) return { id, width, height, layoutOptions: layer }
    return {
      id,
      width: mainWidth,
      height,
      ports: portsOf(id, mainWidth, height),
      layoutOptions: { ...layer, 'elk.portConstraints': 'FIXED_POS' },
    }
  }

  const end = (id: string, port: string) => [mainPath.includes(id) ? `${id}/${port}` : id]
  const edgeOf = (edge: PictureEdge): ElkExtendedEdge => {
    const { id, source, target, isMain } = edge
    const rows = rowsOf(edge, detail)
    const priority = isMain ? '100' : '0'
    return {
      id,
      sources: end(source, isMain ? 'mainOut' : 'out'),
      targets: end(target, isMain ? 'mainIn' : 'in'),
      labels: rows.length > 0 ? [labelOf(rows)] : [],
      layoutOptions: {
        'elk.layered.priority.straightness': priority,
        'elk.layered.priority.direction': priority,
        'elk.layered.priority.shortness': priority,
      },
    }
  }

  return {
    id: structure.id,
    children: structure.states.filter(({ parent }) => parent === structure.id).map(nodeOf),
    edges: pictureEdgesOf(structure, mainPath).map(edgeOf),
    layoutOptions: options,
  }
}
