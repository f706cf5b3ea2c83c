import { commands } from './commands/all.ts'
import type { Command } from './commands/command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { helpOf, overview } from './help.ts'
import { langOfArguments } from './lang.ts'
import { missingPackage } from './missing-package.ts'
import { nearestName } from './nearest-name.ts'
import { sentences } from './sentences.ts'
import { writeLine, type Streams } from './streams.ts'
import { tell } from './tell.ts'
import type { ArgumentTexts } from './texts/argument-texts.ts'
import { textsFor } from './texts/texts.ts'
import { UsageError } from './usage-error.ts'
import { packageVersion } from './package-version.ts'

type Run = (args: readonly string[], streams: Streams) => Promise<ExitCode>

// Loaded when called: `enroll` works without the sandbox's server being installed.
const loaders: Readonly<Record<string, () => Promise<Run>>> = {
  demo: async () => (await import('./demo/command.ts')).demoCommand,
  enroll: async () => (await import('./enroll/command.ts')).enrollCommand,
  factors: async () => (await import('./factors/list-command.ts')).listCommand,
  'factors remove': async () => (await import('./factors/remove-command.ts')).removeCommand,
  'factors replace': async () => (await import('./factors/replace-command.ts')).replaceCommand,
  inspect: async () => (await import('./inspect/command.ts')).inspectCommand,
  diagram: async () => (await import('./diagram/command.ts')).diagramCommand,
  sandbox: async () => (await import('./sandbox/command.ts')).sandboxCommand,
  serve: async () => (await import('./serve/command.ts')).serveCommand,
  key: async () => (await import('./key/command.ts')).keyCommand,
  completion: async () => (await import('./completion/command.ts')).completionCommand,
}

const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h'

/** `help enroll` is `enroll --help`. */
const withHelpLast = (args: readonly string[]): readonly string[] =>
  args[0] === 'help' ? [...args.slice(1), '--help'] : args

/** What is no word may be a secret that slipped into the wrong place. */
const wordOf = (typed: string): string | null => (/^[a-z-]{1,20}$/i.test(typed) ? typed : null)

interface Found {
  readonly command: Command
  readonly rest: readonly string[]
}

/** The command that the arguments begin with: of two names before one, and never half of one. */
const findCommand = (args: readonly string[]): Found | null => {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ')
    const command = commands.find((one) => one.name === name)
    if (command !== undefined) return { command, rest: args.slice(words) }
  }
  return null
}

const unknownCommand = (
  typed: string | null,
  known: readonly Command[],
  seeHelpOf: string,
  texts: ArgumentTexts,
): UsageError => {
  const names = known.map(({ name }) => name)
  const guess = typed === null ? null : nearestName(typed, names)
  return new UsageError(sentences(texts.unknownCommand(typed, guess, names), texts.seeHelp(seeHelpOf)))
}

/** `factors remvoe`: a command that takes no arguments was given a word. */
const refuseUnknownSubcommand = ({ command, rest }: Found, texts: ArgumentTexts): void => {
  const [typed] = rest
  const known = commands.filter(({ name }) => name.startsWith(`${command.name} `))
  if (typed === undefined || typed.startsWith('-') || known.length === 0) return
  const word = wordOf(typed)
  throw unknownCommand(word && `${command.name} ${word}`, known, command.name, texts)
}

const load = async (name: string, texts: ArgumentTexts): Promise<Run> => {
  const loader = loaders[name]
  if (loader === undefined) throw new Error('A command of the table has no code')
  return loader().catch((cause: unknown) => {
    if (missingPackage(cause) === null) throw cause
    throw new UsageError(name === 'serve' ? texts.serverPackagesMissing : texts.packagesMissing(name))
  })
}

/** One line for a program, broken between words for a person. */
const tellUsage = ({ error }: Pick<Streams, 'error'>, message: string): void =>
  tell(error, `mfa-enroll: ${message}`)

/** Runs one call of the command. Every mistake of the caller is one line on the error stream, without a stack. */
export const program = async (given: readonly string[], streams: Streams): Promise<ExitCode> => {
  const args = withHelpLast(given)
  const [first, ...others] = args
  const texts = textsFor(langOfArguments(args, streams.env)).arguments
  try {
    if (first === '--version' || first === '-v') {
      writeLine(streams.output, packageVersion())
      return exitCode.done
    }
    const found = findCommand(args)
    if (first === undefined || isHelp(first) || others.some(isHelp)) {
      streams.output.write(found === null ? overview() : helpOf(found.command))
      return first === undefined ? exitCode.usage : exitCode.done
    }
    if (found === null)
      throw unknownCommand(
        wordOf(first),
        commands.filter(({ name }) => !name.includes(' ')),
        '',
        texts,
      )
    refuseUnknownSubcommand(found, texts)
    const run = await load(found.command.name, texts)
    return await run(found.rest, streams)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    tellUsage(streams, cause.message)
    return exitCode.usage
  }
}
