import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { MachineStructure, StateStructure, TransitionStructure } from './structure.ts'

/** Guards and actions are named by a text, by an object, or are functions of their own. */
const nameOf = (named: unknown): string => {
  if (typeof named === 'string') return named
  const isNamed = (typeof named === 'object' || typeof named === 'function') && named !== null
  if (isNamed && 'type' in named && typeof named.type === 'string') return named.type
  return typeof named === 'function' && named.name !== '' ? named.name : 'inline'
}

const stateTypes = { atomic: 'atomic', compound: 'compound', final: 'final' } as const

const typeOf = ({ id, type }: AnyStateNode): StateStructure['type'] => {
  if (type === 'parallel' || type === 'history')
    throw new TypeError(`${id} is a ${type} state, which the structure does not describe`)
  return stateTypes[type]
}

/** Its children, in the order of the source. */
const childrenOf = (node: AnyStateNode): readonly AnyStateNode[] => Object.values<AnyStateNode>(node.states)

const initialOf = (node: AnyStateNode): string | null =>
  node.type === 'compound' ? (node.initial.target[0]?.id ?? null) : null

const stateOfNode = (node: AnyStateNode, parent: AnyStateNode): StateStructure => ({
  id: node.id,
  key: node.key,
  parent: parent.id,
  type: typeOf(node),
  initial: initialOf(node),
  isInitial: initialOf(parent) === node.id,
  tags: [...node.tags],
  invokes: node.invoke.map(({ id, src }) => ({ id, src: nameOf(src) })),
})

const withLabels = (event: string, delay: string | null): Pick<TransitionStructure, 'kind' | 'label'> => {
  if (delay !== null) return { kind: 'after', label: `after ${delay}` }
  const [, outcome, actor] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event) ?? []
  if (outcome === 'done') return { kind: 'done', label: `${actor} done` }
  if (outcome === 'error') return { kind: 'error', label: `${actor} failed` }
  return { kind: event === 'enrollment.restored' || event === '' ? 'internal' : 'command', label: event }
}

const delayOf = (definition: AnyTransitionDefinition): string | null =>
  'delay' in definition && (typeof definition.delay === 'string' || typeof definition.delay === 'number')
    ? String(definition.delay)
    : null

const transitionOf = (
  source: AnyStateNode,
  event: string,
  definition: AnyTransitionDefinition,
  index: number,
): TransitionStructure => {
  const delay = delayOf(definition)
  return {
    id: `${source.id}:${event}:${index}`,
    source: source.id,
    target: definition.target?.[0]?.id ?? null,
    event,
    ...withLabels(event, delay),
    guard: definition.guard === undefined ? null : nameOf(definition.guard),
    actions: definition.actions.map(nameOf),
    delay,
    reenter: definition.reenter,
  }
}

// Read from the nodes: `machine.definition` leaves `always` out.
const transitionsOf = (node: AnyStateNode): readonly TransitionStructure[] =>
  [...node.transitions, ['', node.always ?? []] as const].flatMap(([event, definitions]) =>
    definitions.map((definition, index) => transitionOf(node, event, definition, index)),
  )

/** With all that are within it, parents before their children. */
const within = (node: AnyStateNode): readonly AnyStateNode[] => [node, ...childrenOf(node).flatMap(within)]

/**
 * The machine as plain data, for pictures and tables: the same for the bare machine and for one provided with
 * a service, and the same each time.
 *
 * @throws TypeError for parallel and history states, of which the enrollment has none.
 *
 * @example
 * structureOf(enrollmentMachine).states.map(({ key }) => key) // ['idle', 'requesting', 'awaitingCode', …]
 */
export const structureOf = (machine: AnyStateMachine): MachineStructure => {
  const root: AnyStateNode = machine.root
  const nodes = within(root)
  return {
    id: root.id,
    states: nodes.flatMap((node) => (node.parent === undefined ? [] : [stateOfNode(node, node.parent)])),
    transitions: nodes.flatMap(transitionsOf),
  }
}
