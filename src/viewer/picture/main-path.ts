import type { MachineStructure } from '../../inspect/index.ts'

/**
 * The story of the machine at first glance: the shortest way from where it begins to its first final state.
 * Of the enrollment that is idle → requesting → awaitingCode → binding → done.
 *
 * @returns ids of states; empty if no final state can be reached.
 */
export const mainPathOf = ({ id, states, transitions }: MachineStructure): readonly string[] => {
  const first = states.find(({ parent, isInitial }) => parent === id && isInitial)
  const last = states.find(({ parent, type }) => parent === id && type === 'final')
  if (first === undefined || last === undefined) return []
  const seen = new Set([first.id])
  let ways: readonly (readonly [string, ...string[]])[] = [[first.id]]
  while (ways.length > 0) {
    // The newest state stands first.
    const arrived = ways.find(([at]) => at === last.id)
    if (arrived !== undefined) return arrived.toReversed()
    ways = ways.flatMap((way) =>
      transitions.flatMap(({ source, target }): readonly (readonly [string, ...string[]])[] => {
        if (source !== way[0] || target === null || seen.has(target)) return []
        seen.add(target)
        return [[target, ...way]]
      }),
    )
  }
  return []
}
