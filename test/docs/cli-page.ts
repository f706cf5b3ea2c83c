import { readFileSync } from 'node:fs'
import { commands } from '../../src/cli/commands/all.ts'
import { callOf, programName, type Command } from '../../src/cli/commands/command.ts'
import { exitCodeMeanings } from '../../src/cli/commands/exit-codes.ts'
import { variables } from '../../src/cli/commands/variables.ts'
import { exitCode } from '../../src/cli/exit-code.ts'
import { aboutOf, flagOf } from '../../src/cli/help.ts'

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', String.raw`\|`)

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const sectionOf = (command: Command): string => {
  const options = Object.entries(command.options)
  const parts = [
    `### ${callOf(command)}`,
    `${capital(command.about)}.`,
    ['```text', ...command.usage.map((call) => `${programName} ${call}`), '```'].join('\n'),
    ...command.arguments.map(({ name, about }) => `\`${name}\`: ${about}.`),
    options.length === 0
      ? ''
      : table(
          ['option', 'what it is'],
          options.map(([name, option]) => [`\`${flagOf(name, option)}\``, aboutOf(option)]),
        ),
    ...command.notes,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const meanings: Readonly<Record<string, string>> = exitCodeMeanings

const exitCodes = (): string =>
  table(
    ['code', 'meaning'],
    Object.entries(exitCode).map(([name, code]) => [String(code), meanings[name] ?? name]),
  )

const environment = (): string =>
  table(
    ['variable', 'what for'],
    Object.entries(variables).map(([name, about]) => [`\`${name.replaceAll(', ', '`, `')}\``, about]),
  )

const parts: Readonly<Record<string, () => string>> = {
  commands: () => commands.map(sectionOf).join('\n\n'),
  'exit codes': exitCodes,
  variables: environment,
}

/** The page docs/cli.md: what is written by hand, with the tables of the command put in. */
export const cliPage = (): string => {
  const template = readFileSync(new URL('cli/page.md', import.meta.url), 'utf8')
  return template.replace(/<!-- ([a-z ]+) -->/g, (marker, name: string) => parts[name]?.() ?? marker)
}
