import type { MachineStructure } from '../structure/structure.ts'

/** Delays by their name in the machine, ms: an XState 4 viewer shows a name as it is, and computes with numbers. */
export type Delays = Readonly<Record<string, number>>

export const delayOf = (delays: Delays, name: string): number | undefined =>
  Object.hasOwn(delays, name) ? delays[name] : undefined

const renamed: readonly (readonly [RegExp, string])[] = [
  [/^xstate\.done\.actor\./, 'done.invoke.'],
  [/^xstate\.error\.actor\./, 'error.platform.'],
  [/^xstate\.done\.state\./, 'done.state.'],
]

/**
 * What XState 4 calls an event of XState 5. The name of a delayed one cannot be taken apart, for the name of a
 * delay and the id of a state may both hold dots: the machine's structure knows it.
 */
export const v4EventNames = ({ transitions }: MachineStructure, delays: Delays) => {
  const delayed = new Map(
    transitions.flatMap(({ event, source, delay }) =>
      delay === null ? [] : [[event, `xstate.after(${delayOf(delays, delay) ?? delay})#${source}`]],
    ),
  )
  return (event: string): string => {
    const after = delayed.get(event)
    if (after !== undefined) return after
    const [pattern, name] = renamed.find(([prefix]) => prefix.test(event)) ?? []
    return pattern === undefined || name === undefined ? event : event.replace(pattern, name)
  }
}
