import { exitCode, type ExitCode } from './exit-code.ts'
import { help } from './help.ts'
import { writeLine, type Streams } from './streams.ts'
import { UsageError } from './usage-error.ts'
import { packageVersion } from './package-version.ts'

type Command = (args: readonly string[], streams: Streams) => Promise<ExitCode>

// Loaded when called: `enroll` works without the sandbox's server being installed.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  enroll: async () => (await import('./enroll/command.ts')).enrollCommand,
  demo: async () => (await import('./demo/command.ts')).demoCommand,
  sandbox: async () => (await import('./sandbox/command.ts')).sandboxCommand,
}

const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h'

const helpFor = (command: string | undefined): string => {
  switch (command) {
    case 'enroll':
    case 'demo':
    case 'sandbox':
      return help[command]
    default:
      return help.overview
  }
}

const missingPackage = (cause: unknown): string | null => {
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ERR_MODULE_NOT_FOUND') return null
  return /'([^'./][^']*)'/.exec(cause.message)?.[1] ?? null
}

const load = async (name: string): Promise<Command> => {
  const loader = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (loader === undefined) {
    // What is no word may be a secret that slipped into the wrong place.
    const what = /^[a-z-]{1,20}$/i.test(name)
      ? `There is no command ${name}`
      : 'The first argument is no command'
    throw new UsageError(`${what}; there are: ${Object.keys(commands).join(', ')}. See: mfa-enroll --help`)
  }
  return loader().catch((cause: unknown) => {
    if (missingPackage(cause) === null) throw cause
    throw new UsageError(`${name} needs the sandbox's server: npm install hono @hono/node-server otpauth`)
  })
}

/** Runs one call of the command. Every mistake of the caller is one line on the error stream, without a stack. */
export const program = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const [name, ...rest] = args
  try {
    if (name === '--version' || name === '-v') {
      writeLine(streams.output, packageVersion())
      return exitCode.done
    }
    if (name === undefined || isHelp(name) || rest.some(isHelp)) {
      streams.output.write(helpFor(name))
      return name === undefined ? exitCode.usage : exitCode.done
    }
    const command = await load(name)
    return await command(rest, streams)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    writeLine(streams.error, `mfa-enroll: ${cause.message}`)
    return exitCode.usage
  }
}
