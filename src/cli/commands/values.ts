import type { Option, Options } from './command.ts'

type ValueOf<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : string

/** What parsing gives for a command's options: choices as their own type, and no undefined where there is a default. */
export type ValuesOf<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { readonly default: string }
    ? ValueOf<O[Name]>
    : ValueOf<O[Name]> | undefined
}

const fits = (value: unknown, { type, choices, default: preset }: Option): boolean => {
  if (value === undefined) return preset === undefined
  if (type === 'boolean') return typeof value === 'boolean'
  return typeof value === 'string' && (choices === undefined || choices.includes(value))
}

/** Whether these are the values of those options. */
export const areValuesOf = <const O extends Options>(
  values: Readonly<Record<string, unknown>>,
  options: O,
): values is ValuesOf<O> => Object.entries(options).every(([name, option]) => fits(values[name], option))
