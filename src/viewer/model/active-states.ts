import type { MachineStructure, ShownValue } from '../../inspect/index.ts'

/** A state as a path, the way people write it: `reconciling.asking`. */
export const pathOf = (value: ShownValue): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value)
        .map(([parent, child]) => `${parent}.${child}`)
        .join(', ')

/** The ids of the states that are active, the outermost first. */
export const activeStatesOf = ({ id }: MachineStructure, value: ShownValue): readonly string[] => {
  if (typeof value === 'string') return [`${id}.${value}`]
  return Object.entries(value).flatMap(([parent, child]) => [`${id}.${parent}`, `${id}.${parent}.${child}`])
}
