import { aboutOf } from '../help.ts'
import { valueOf, type Command, type Option } from '../commands/command.ts'

/** What may stand after an option: nothing, one of some words, a file, or something no shell can know. */
export type Value =
  | { readonly is: 'nothing' | 'file' }
  | { readonly is: 'text'; readonly name: string }
  | { readonly is: 'choice'; readonly choices: readonly string[] }

export interface CompletedOption {
  readonly name: string
  readonly about: string
  readonly value: Value
}

/** A command as a shell has to know it. */
export interface Completed {
  readonly name: string
  readonly about: string
  readonly options: readonly CompletedOption[]
  /** The words that may follow: those of the first argument, and of the commands below this one. */
  readonly words: readonly { readonly word: string; readonly about: string }[]
  /** An argument of which a shell knows no words; null where there is none. */
  readonly argument: {
    readonly name: string
    readonly is: 'file' | 'text'
    readonly isOptional: boolean
  } | null
}

const valueAfter = (option: Option): Value => {
  if (option.type === 'boolean') return { is: 'nothing' }
  if (option.choices !== undefined) return { is: 'choice', choices: option.choices }
  return option.isFile === true ? { is: 'file' } : { is: 'text', name: valueOf(option) }
}

const help: CompletedOption = { name: 'help', about: 'what the command takes', value: { is: 'nothing' } }

/** The words after the program's name, as a command of no name. */
const program = (commands: readonly Command[]): Completed => ({
  name: '',
  about: '',
  options: [help, { name: 'version', about: 'the version', value: { is: 'nothing' } }],
  words: commands.filter(({ name }) => !name.includes(' ')).map(({ name, about }) => ({ word: name, about })),
  argument: null,
})

const argumentOf = ({ arguments: declared }: Command): Completed['argument'] => {
  const found = declared.find(({ choices }) => choices === undefined)
  if (found === undefined) return null
  const { name, isFile, isOptional } = found
  return { name, is: isFile === true ? 'file' : 'text', isOptional: isOptional === true }
}

const completed = (command: Command, commands: readonly Command[]): Completed => ({
  name: command.name,
  about: command.about,
  options: [
    ...Object.entries(command.options).map(([name, option]) => ({
      name,
      about: aboutOf(option),
      value: valueAfter(option),
    })),
    help,
  ],
  words: [
    ...(command.arguments[0]?.choices ?? []).map((word) => ({ word, about: '' })),
    ...commands
      .filter(({ name }) => name.startsWith(`${command.name} `))
      .map(({ name, about }) => ({ word: name.slice(command.name.length + 1), about })),
  ],
  argument: argumentOf(command),
})

/** Everything a shell has to know; the first is the program itself. */
export const allCompleted = (commands: readonly Command[]): readonly Completed[] => [
  program(commands),
  ...commands.map((command) => completed(command, commands)),
]

/** The commands that have two words. */
export const doubleNames = (commands: readonly Completed[]): readonly string[] =>
  commands.map(({ name }) => name).filter((name) => name.includes(' '))
