import type { MachineStructure, StateStructure, TransitionStructure } from '../../inspect/index.ts'
import type { Detail } from './layout.ts'
import type { PictureEdge } from './picture-edges.ts'
import { staysIn } from './picture-edges.ts'

/** What a picture writes of a transition: the event, and its guard in brackets, as UML does. */
export const rowOf = ({ label, guard }: TransitionStructure): string =>
  guard === null ? label : `${label} [${guard}]`

/** What stands beside a line: nothing if it is no part of the story and only that is told. */
export const rowsOf = ({ transitions, isMain }: PictureEdge, detail: Detail): readonly string[] =>
  isMain || detail === 'full' ? transitions.map(rowOf) : []

/** Below the name of a state: the calls that run in it. */
export const invokeRowsOf = ({ invokes }: StateStructure): readonly string[] => invokes.map(({ src }) => src)

/** The transitions that are drawn in the box of a state. */
export const staysOf = ({ transitions }: MachineStructure, stateId: string): readonly TransitionStructure[] =>
  transitions.filter((transition) => transition.source === stateId && staysIn(transition))

/** Whether time itself leads out of the state: then its box has room for a clock. */
export const hasClock = ({ transitions }: MachineStructure, stateId: string): boolean =>
  transitions.some(({ source, kind }) => source === stateId && kind === 'after')
