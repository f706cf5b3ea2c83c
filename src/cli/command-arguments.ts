import { parseArgs } from 'node:util'
import type { Argument, Command, Options } from './commands/command.ts'
import { areValuesOf, type ValuesOf } from './commands/values.ts'
import { nearestName } from './nearest-name.ts'
import { sentences } from './sentences.ts'
import type { ArgumentTexts } from './texts/argument-texts.ts'
import type { CliTexts } from './texts/texts.ts'
import { UsageError } from './usage-error.ts'

/** What a command was called with. */
export interface Called<O extends Options> {
  readonly values: ValuesOf<O>
  /** As many as the command declares, but for an optional one that is missing. */
  readonly positionals: readonly string[]
}

const secretOptions = ['access-token', 'accesstoken', 'token', 'code', 'pass-code', 'passcode', 'password']

/** Arguments show up in process lists and shell histories, so secrets are refused there whatever they are called. */
const refuseSecrets = (args: readonly string[], known: Options, texts: ArgumentTexts): void => {
  for (const arg of args) {
    const name = /^--?([a-z_-]+)/i.exec(arg)?.[1]?.toLowerCase().replaceAll('_', '-')
    if (name === undefined || Object.hasOwn(known, name) || !secretOptions.includes(name)) continue
    throw new UsageError(name.endsWith('token') ? texts.noToken(`--${name}`) : texts.noCode(`--${name}`))
  }
}

/** Of two values the last would win, and nobody would hear of it. */
const refuseRepetition = (
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  texts: ArgumentTexts,
): void => {
  const seen = new Set<string>()
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined) continue
    if (seen.has(name)) throw new UsageError(texts.twice(`--${name}`))
    seen.add(name)
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The choice as it is written in the table, however it was typed. */
const choiceOf = (
  what: string,
  typed: string,
  choices: readonly string[] | undefined,
  texts: ArgumentTexts,
): string => {
  if (choices === undefined) return typed
  const found = choices.find((choice) => isSame(choice, typed))
  if (found === undefined) throw new UsageError(texts.oneOf(what, choices))
  return found
}

const explain = (cause: unknown, command: Command, args: readonly string[], texts: ArgumentTexts): string => {
  const message = cause instanceof Error ? cause.message : ''
  const option = /'(?:-[a-zA-Z], )?(--?[a-z0-9_-]+)/i.exec(message)?.[1]
  if (/Unknown option/.test(message) && option !== undefined) {
    const guess = nearestName(option.replace(/^-+/, ''), Object.keys(command.options))
    const [argument] = command.arguments
    // What begins with a dash and is like no option may be the argument itself, which is not repeated.
    const isGiven = args[0]?.startsWith('-') === false
    if (guess === null && argument !== undefined && argument.isOptional !== true && !isGiven)
      return texts.missing(argument.name, argument.choices ?? null)
    return texts.unknownOption(option, guess && `--${guess}`)
  }
  if (/argument missing|ambiguous/.test(message) && option !== undefined) return texts.valueMissing(option)
  if (/does not take an argument/.test(message) && option !== undefined) return texts.noValue(option)
  return texts.tooMany
}

/** Never throws for a reason that `explain` has no words for. */
const parsed = (command: Command, args: readonly string[], texts: ArgumentTexts) => {
  try {
    return parseArgs({
      args: [...args],
      options: command.options,
      strict: true,
      allowPositionals: true,
      tokens: true,
    })
  } catch (cause) {
    throw new UsageError(sentences(explain(cause, command, args, texts), texts.seeHelp(command.name)))
  }
}

const checkedPositionals = (
  command: Command,
  typed: readonly string[],
  texts: ArgumentTexts,
): readonly string[] => {
  if (typed.length > command.arguments.length)
    throw new UsageError(sentences(texts.tooMany, texts.seeHelp(command.name)))
  const isGiven = ({ isOptional }: Argument, index: number) => isOptional !== true || index < typed.length
  return command.arguments.filter(isGiven).map(({ name, choices }, index) => {
    const text = typed[index]
    if (text === undefined || text.trim() === '')
      throw new UsageError(sentences(texts.missing(name, choices ?? null), texts.seeHelp(command.name)))
    return choiceOf(name, text, choices, texts)
  })
}

/**
 * Parses the arguments of one command, strictly: exactly what the command declares.
 *
 * @throws UsageError naming the argument and what to do, never repeating a value.
 */
export const parseCommandArguments = <const O extends Options>(
  command: Command<O>,
  args: readonly string[],
  { arguments: texts }: Pick<CliTexts, 'arguments'>,
): Called<O> => {
  refuseSecrets(args, command.options, texts)
  const { values: typed, positionals, tokens } = parsed(command, args, texts)
  refuseRepetition(tokens, texts)
  const values = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      typeof value === 'string' ? choiceOf(`--${name}`, value, command.options[name]?.choices, texts) : value,
    ]),
  )
  if (!areValuesOf(values, command.options)) throw new Error('An option was parsed as another type')
  return { values, positionals: checkedPositionals(command, positionals, texts) }
}
