import { enrollmentMachine } from '../../../machines/index.ts'
import type { ShownValue } from '../frame/frame.ts'
import { structureOf } from '../structure/structure-of.ts'

const { id: root, states, transitions } = structureOf(enrollmentMachine)

/** Every value that the machine's state can have, as JSON: a text, or of a state within another both. */
const values: ReadonlySet<string> = new Set(
  states
    .filter(({ type }) => type !== 'compound')
    .map(({ key, parent }) =>
      JSON.stringify(parent === root ? key : { [parent.slice(root.length + 1)]: key }),
    ),
)

export const isKnownState = (value: ShownValue): boolean => values.has(JSON.stringify(value))

const commands: ReadonlySet<string> = new Set(
  transitions.filter(({ kind }) => kind === 'command').map(({ event }) => event),
)

export const isKnownCommand = (type: string): boolean => commands.has(type)
