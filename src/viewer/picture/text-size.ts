/**
 * Sizes of the texts, px. A picture is laid out where there is no font to measure, so event names are set in
 * a fixed width, and names of states are given room for the widest of the usual fonts.
 */
export const text = {
  state: { size: 15, advance: 9.4 },
  row: { size: 12, advance: 7.3, lineHeight: 17 },
} as const

export const stateNameWidth = (name: string): number => Math.ceil(name.length * text.state.advance)
export const rowWidth = (row: string): number => Math.ceil(row.length * text.row.advance)
