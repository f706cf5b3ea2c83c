import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './usage-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

const secretOptions = ['access-token', 'token', 'code', 'pass-code', 'passcode', 'password']

const nearest = (name: string, known: readonly string[]): string | undefined =>
  known.find((option) => option.startsWith(name) || name.startsWith(option)) ??
  known.find((option) => [...option].filter((letter) => name.includes(letter)).length >= option.length - 1)

/** Arguments show up in process lists and shell histories, so secrets are refused there whatever they are called. */
const refuseSecrets = (args: readonly string[], known: Options): void => {
  for (const arg of args) {
    const name = /^--([a-z-]+)/.exec(arg)?.[1]
    if (name === undefined || Object.hasOwn(known, name) || !secretOptions.includes(name)) continue
    throw new UsageError(
      name.endsWith('token')
        ? `--${name} does not exist, for arguments can be seen by others: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE`
        : `--${name} does not exist, for arguments can be seen by others: pipe codes in, one a line`,
    )
  }
}

/**
 * Parses the arguments of one command, strictly.
 *
 * @throws UsageError naming the argument and what to do, never repeating a value.
 */
export const parseCommandArguments = <const O extends Options>(
  command: string,
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ options: O; strict: true; allowPositionals: false }>>['values'] => {
  refuseSecrets(args, options)
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (cause) {
    throw new UsageError(`${explain(cause, Object.keys(options))} See: mfa-enroll ${command} --help`)
  }
}

const explain = (cause: unknown, known: readonly string[]): string => {
  const message = cause instanceof Error ? cause.message : ''
  const option = /'(?:-[a-zA-Z], )?(--?[a-z-]+)/.exec(message)?.[1]
  if (/Unknown option/.test(message) && option !== undefined) {
    const guess = nearest(option.replace(/^-+/, ''), known)
    return `There is no option ${option}${guess === undefined ? '.' : `; did you mean --${guess}?`}`
  }
  if (/argument missing|ambiguous/.test(message) && option !== undefined) return `${option} needs a value.`
  if (/does not take an argument/.test(message) && option !== undefined) return `${option} takes no value.`
  return 'That is one argument too many: options begin with --.'
}
