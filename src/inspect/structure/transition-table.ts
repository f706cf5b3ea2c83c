import type { MachineStructure, StateStructure, TransitionStructure } from './structure.ts'

type Kind = TransitionStructure['kind']

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
const code = (text: string): string => `\`${cell(text)}\``
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** `reconciling.asking`: the id without the machine's. */
const nameIn = ({ id }: MachineStructure, state: string): string =>
  state.startsWith(`${id}.`) ? state.slice(id.length + 1) : state

const targetOf = (structure: MachineStructure, { source, target, reenter }: TransitionStructure): string => {
  if (target === null) return 'stays'
  const name = code(nameIn(structure, target))
  return target === source && reenter ? `${name} anew` : name
}

const ofKinds = (structure: MachineStructure, kinds: readonly Kind[]): readonly TransitionStructure[] =>
  structure.transitions.filter(({ kind }) => kinds.includes(kind))

/**
 * A Markdown table of states × events: where each event leads from each state. A cell with several lines is
 * read from the top, and the first whose guard holds is taken; an empty one refuses the event. A state within
 * another has a row if it takes something of its own; it takes what the outer one does, too.
 *
 * @param kinds `command` and `internal` by default: the columns of all others would each have one cell filled.
 *
 * @example
 * transitionTable(structureOf(enrollmentMachine))
 * // | state | `factor.chosen` | `enrollment.cancelled` | …
 * // | `idle` | [maySend] `requesting` | `cancelled` | …
 */
export const transitionTable = (
  structure: MachineStructure,
  kinds: readonly Kind[] = ['command', 'internal'],
): string => {
  const transitions = ofKinds(structure, kinds)
  const events = [...new Map(transitions.map(({ event, label }) => [event, label]))]
  const taken = (state: StateStructure, event: string) =>
    transitions.filter((transition) => transition.source === state.id && transition.event === event)
  const line = (transition: TransitionStructure) =>
    `${transition.guard === null ? '' : `[${cell(transition.guard)}] `}${targetOf(structure, transition)}`
  const states = structure.states.filter(
    ({ id, parent }) => parent === structure.id || transitions.some(({ source }) => source === id),
  )
  return table(
    ['state', ...events.map(([, label]) => code(label))],
    states.map((state) => [
      code(nameIn(structure, state.id)),
      ...events.map(([event]) => taken(state, event).map(line).join('<br>')),
    ]),
  )
}

/**
 * A Markdown list of transitions, one a row, in the order in which their guards are asked.
 *
 * @param kinds what calls of the service answered, and what time brings, by default.
 */
export const transitionList = (
  structure: MachineStructure,
  kinds: readonly Kind[] = ['done', 'error', 'after'],
): string =>
  table(
    ['state', 'what happens', 'guard', 'leads to', 'actions'],
    ofKinds(structure, kinds).map((transition) => [
      code(nameIn(structure, transition.source)),
      cell(transition.label),
      transition.guard === null ? '' : cell(transition.guard),
      targetOf(structure, transition),
      transition.actions.map(code).join(', '),
    ]),
  )
