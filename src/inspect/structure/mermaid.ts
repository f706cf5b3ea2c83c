import type { MachineStructure, StateStructure, TransitionStructure } from './structure.ts'

/** The way that most enrollments go. Pictures draw it first. */
export const story: readonly string[] = ['idle', 'requesting', 'awaitingCode', 'binding', 'done', 'expired']

export interface MermaidOptions {
  /** The keys of the states to draw, when it is not all of them: `story` for a picture of the way that most go. */
  readonly only?: readonly string[]
  /** The keys of the states to draw first, and with a thicker line; the way that most enrollments go by default. */
  readonly first?: readonly string[]
  /** The kinds of transitions to leave out; `internal` by default: what a host does after a restart. */
  readonly without?: readonly TransitionStructure['kind'][]
}

interface Edge {
  readonly from: string
  readonly to: string
  /** The state within which it is drawn. */
  readonly within: string
  readonly labels: readonly string[]
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`)

/** Mermaid takes no dots in the names of states. */
const nodeOf = ({ key }: StateStructure): string => key.replace(/\W/g, '_')

/** A semicolon or a hash ends a label, and a colon begins one. */
const labelOf = ({ label, guard }: TransitionStructure): string =>
  `${label}${guard === null ? '' : ` [${guard}]`}`.replace(/[;:#\n]/g, ' ')

/** Edges between the same two states become one with several lines: a dozen arrows side by side say nothing. */
const merged = (edges: readonly Edge[]): readonly Edge[] => {
  const byEnds = new Map<string, Edge>()
  for (const edge of edges) {
    const ends = JSON.stringify([edge.from, edge.to])
    const labels = [...(byEnds.get(ends)?.labels ?? []), ...edge.labels]
    byEnds.set(ends, { ...edge, labels: [...new Set(labels)] })
  }
  return [...byEnds.values()]
}

/**
 * The machine as a Mermaid `stateDiagram-v2`, as GitHub and many editors draw it; without the code fence. Where
 * a transition leaves a state within another, the arrow leaves the outer one: Mermaid cannot draw it otherwise.
 * What a state takes without leaving (`enrollment.cancelled` while a bind is under way) is not drawn.
 *
 * @example
 * const page = '```mermaid\n' + mermaidOf(structureOf(enrollmentMachine)) + '\n```\n'
 */
export const mermaidOf = (structure: MachineStructure, options: MermaidOptions = {}): string => {
  const { first = story, without = ['internal'], only } = options
  const drawn = structure.states.filter(({ key }) => only === undefined || only.includes(key))
  const states = new Map(drawn.map((state) => [state.id, state]))

  /** From the outermost state to the state itself. */
  const pathTo = (id: string): readonly StateStructure[] => {
    const state = states.get(id)
    return state === undefined ? [] : [...pathTo(state.parent), state]
  }

  const rank = (state: StateStructure): number => {
    const index = first.indexOf(state.key)
    return index === -1 ? first.length : index
  }

  const edgeOf = (transition: TransitionStructure): readonly Edge[] => {
    if (transition.target === null || without.includes(transition.kind)) return []
    const [from, to] = [pathTo(transition.source), pathTo(transition.target)]
    const parted = from.findIndex((state, index) => state.id !== to[index]?.id)
    const depth = parted === -1 ? from.length - 1 : Math.min(parted, to.length - 1)
    const [source, target] = [from[depth], to[depth]]
    if (source === undefined || target === undefined) return []
    return [{ from: source.id, to: target.id, within: source.parent, labels: [labelOf(transition)] }]
  }

  const rankOfEdge = ({ from, to }: Edge): number =>
    [from, to].reduce((sum, id) => {
      const state = states.get(id)
      return sum + (state === undefined ? 0 : rank(state))
    }, 0)

  const edges = merged(structure.transitions.flatMap(edgeOf)).toSorted(
    (one, other) => rankOfEdge(one) - rankOfEdge(other),
  )
  const name = (id: string): string => {
    const state = states.get(id)
    return state === undefined ? id : nodeOf(state)
  }

  const blockOf = (parent: string): readonly string[] => {
    const children = drawn
      .filter((state) => state.parent === parent)
      .toSorted((one, other) => rank(one) - rank(other))
    return [
      ...children.filter(({ isInitial }) => isInitial).map((state) => `[*] --> ${nodeOf(state)}`),
      ...children.flatMap((state) =>
        state.type === 'compound'
          ? [`state ${nodeOf(state)} {`, ...indented(blockOf(state.id)), '}']
          : [nodeOf(state)],
      ),
      ...edges
        .filter(({ within }) => within === parent)
        .map(({ from, to, labels }) => `${name(from)} --> ${name(to)} : ${labels.join('<br/>')}`),
      ...children.filter(({ type }) => type === 'final').map((state) => `${nodeOf(state)} --> [*]`),
    ]
  }

  const drawnFirst = drawn.filter(({ key, type }) => first.includes(key) && type !== 'compound')
  return [
    'stateDiagram-v2',
    ...indented([
      ...blockOf(structure.id),
      ...(drawnFirst.length === 0
        ? []
        : ['classDef story stroke-width:3px', `class ${drawnFirst.map(nodeOf).join(', ')} story`]),
    ]),
  ].join('\n')
}
