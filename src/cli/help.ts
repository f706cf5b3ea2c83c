import { commands } from './commands/all.ts'
import { callOf, programName, valueOf, type Command, type Option } from './commands/command.ts'
import { exitCodeMeanings } from './commands/exit-codes.ts'
import { exitCode } from './exit-code.ts'
import { wrapped } from './wrapped.ts'

/** What a terminal of the usual width takes. */
const columns = 80

type Row = readonly [name: string, about: string]

const marginOf = (rows: readonly Row[]): number => Math.max(...rows.map(([name]) => name.length)) + 4

/** Lines of two columns: a name, and what is to be said of it. */
const table = (rows: readonly Row[], margin = marginOf(rows)): readonly string[] =>
  rows.flatMap(([name, about]) => {
    const [first = '', ...more] = wrapped(about, columns - margin).split('\n')
    return [`  ${name}`.padEnd(margin) + first, ...more.map((line) => ' '.repeat(margin) + line)]
  })

/** `--factor otp|sms` */
export const flagOf = (name: string, option: Option): string => `--${name} ${valueOf(option)}`.trim()

/** What it is for, and what holds where it is missing. */
export const aboutOf = ({ about, default: preset, variable }: Option): string => {
  if (preset !== undefined) return `${about} (default ${preset})`
  return variable === undefined ? about : `${about} (or ${variable})`
}

const sectionsOf = ({ options }: Command): readonly string[] => {
  const entries = Object.entries(options)
  const rowOf = ([name, option]: readonly [string, Option]): Row => [flagOf(name, option), aboutOf(option)]
  const margin = marginOf(entries.map(rowOf))
  const titles = [...new Set(entries.map(([, { section }]) => section))]
  return titles.flatMap((title) => {
    const here = entries.filter(([, { section }]) => section === title)
    return ['', title, ...table(here.map(rowOf), margin)]
  })
}

const argumentLines = (command: Command): readonly string[] =>
  command.arguments.length === 0
    ? []
    : ['', ...table(command.arguments.map(({ name, about }) => [name, about]))]

/** The help text of one command; no line is wider than 80 columns. */
export const helpOf = (command: Command): string =>
  [
    wrapped(`${programName} ${command.name}: ${command.about}`, columns),
    '',
    'Usage',
    ...command.usage.map((call) => `  ${programName} ${call}`),
    ...argumentLines(command),
    ...sectionsOf(command),
    ...command.notes.flatMap((note) => ['', wrapped(note, columns)]),
    '',
  ].join('\n')

/** What there is, and what the exit codes say. */
export const overview = (): string =>
  [
    `${programName}: bind a second factor to a GenAuth / Authing account`,
    '',
    'Usage',
    ...table([
      ...commands.map((command): Row => [callOf(command), command.about]),
      [`${programName} COMMAND --help`, 'what a command takes; also: help COMMAND'],
      [`${programName} --version`, ''],
    ]).map((line) => line.trimEnd()),
    '',
    'Exit codes',
    ...table(Object.entries(exitCode).map(([name, code]): Row => [String(code), meaningOf(name)])),
    '',
  ].join('\n')

const meaningOf = (name: string): string =>
  Object.entries(exitCodeMeanings).find(([known]) => known === name)?.[1] ?? name
