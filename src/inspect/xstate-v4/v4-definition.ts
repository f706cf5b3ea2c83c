import type { MachineStructure, StateStructure, TransitionStructure } from '../structure/structure.ts'
import { delayOf, type Delays } from './event-names.ts'
import type { V4Action, V4Definition, V4Node, V4Transition } from './v4-shapes.ts'

type Named = (event: string) => string

const transitionOf = (
  { source, target, guard, actions, event, reenter, delay }: TransitionStructure,
  named: Named,
  delays: Delays,
): V4Transition => {
  const name = named(event)
  const ms = delay === null ? undefined : delayOf(delays, delay)
  return {
    target: target === null ? [] : [`#${target}`],
    source: `#${source}`,
    ...(guard !== null && { cond: { type: 'xstate.guard', name: guard } }),
    actions: actions.map((type) => ({ type })),
    internal: !reenter,
    event: name,
    eventType: name,
    ...(ms !== undefined && { delay: ms }),
  }
}

const byEvent = (transitions: readonly V4Transition[]): Readonly<Record<string, readonly V4Transition[]>> => {
  const names = [...new Set(transitions.map(({ event }) => event))]
  return Object.fromEntries(names.map((name) => [name, transitions.filter(({ event }) => event === name)]))
}

/** XState 4 arms a timer by an action on entry, and takes it back on exit. */
const timersOf = (transitions: readonly V4Transition[]): Pick<V4Node, 'entry' | 'exit'> => {
  const timers = new Map(
    transitions.flatMap(({ event, delay }) => (delay === undefined ? [] : [[event, delay]])),
  )
  return {
    entry: [...timers].map(([id, delay]): V4Action => ({
      type: 'xstate.send',
      id,
      delay,
      event: { type: id },
    })),
    exit: [...timers.keys()].map((sendId): V4Action => ({ type: 'xstate.cancel', sendId })),
  }
}

type Root = Pick<StateStructure, 'id' | 'key' | 'type' | 'tags' | 'invokes'>

/**
 * The machine as the definition that `createMachine` of XState 4 takes, ids and all. Nothing in it can run: guards
 * and actions are names, and the calls of the service carry neither input nor answers.
 */
export const v4DefinitionOf = (
  structure: MachineStructure,
  named: Named,
  delays: Delays,
  context: object,
): V4Definition => {
  const order = new Map(structure.states.map(({ id }, index) => [id, index + 1]))
  const nodeOf = (state: Root): V4Node => {
    const children = structure.states.filter(({ parent }) => parent === state.id)
    const initial = children.find(({ isInitial }) => isInitial)?.key
    const transitions = structure.transitions
      .filter(({ source }) => source === state.id)
      .map((transition) => transitionOf(transition, named, delays))
    return {
      id: state.id,
      key: state.key,
      type: state.type,
      ...(initial !== undefined && { initial }),
      states: Object.fromEntries(children.map((child) => [child.key, nodeOf(child)])),
      on: byEvent(transitions),
      transitions,
      ...timersOf(transitions),
      activities: [],
      order: order.get(state.id) ?? 0,
      invoke: state.invokes.map(({ id, src }) => ({ type: 'xstate.invoke', id, src })),
      tags: state.tags,
    }
  }
  const root = nodeOf({ id: structure.id, key: structure.id, type: 'compound', tags: [], invokes: [] })
  return { ...root, context, predictableActionArguments: true }
}
