import type { MachineStructure, StateStructure } from '../../inspect/index.ts'
import type { Detail } from './layout.ts'
import { hasClock, invokeRowsOf, rowOf, staysOf } from './rows.ts'
import { rowWidth, stateNameWidth, text } from './text-size.ts'

/** Room in the box of a state, px. */
export const inset = { x: 14, top: 10, bottom: 10, name: 20 } as const

/** Room for the marks at the right end of the name: the clock, and the arrow of what stays. */
export const markWidth = 54

/** Rows below the name: calls always, what stays only where all is told. */
export const boxRowsOf = (structure: MachineStructure, state: StateStructure, detail: Detail) => ({
  invokes: invokeRowsOf(state),
  stays: detail === 'full' ? staysOf(structure, state.id).map(rowOf) : [],
})

/** How large the box of a state has to be; of a compound one, the room above its children. */
export const boxSizeOf = (structure: MachineStructure, state: StateStructure, detail: Detail) => {
  const { invokes, stays } = boxRowsOf(structure, state, detail)
  const marks = hasClock(structure, state.id) || staysOf(structure, state.id).length > 0 ? markWidth : 0
  // Each row begins with a mark of two characters.
  const widths = [
    stateNameWidth(state.key) + marks,
    ...[...invokes, ...stays].map((row) => rowWidth(`  ${row}`)),
  ]
  return {
    width: Math.max(...widths) + 2 * inset.x,
    height: inset.top + inset.name + (invokes.length + stays.length) * text.row.lineHeight + inset.bottom,
  }
}
