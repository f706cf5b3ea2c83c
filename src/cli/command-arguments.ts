import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './usage-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

const secretOptions = ['access-token', 'accesstoken', 'token', 'code', 'pass-code', 'passcode', 'password']

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')

/** How many letters have to be added, left out or changed (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}

const nearest = (typed: string, known: readonly string[]): string | undefined => {
  const name = letters(typed)
  if (name === '') return undefined
  return (
    known.find((option) => letters(option).startsWith(name) || name.startsWith(letters(option))) ??
    known.find((option) => distance(letters(option), name) <= 2)
  )
}

/** Arguments show up in process lists and shell histories, so secrets are refused there whatever they are called. */
const refuseSecrets = (args: readonly string[], known: Options): void => {
  for (const arg of args) {
    const name = /^--?([a-z_-]+)/i.exec(arg)?.[1]?.toLowerCase().replaceAll('_', '-')
    if (name === undefined || Object.hasOwn(known, name) || !secretOptions.includes(name)) continue
    throw new UsageError(
      name.endsWith('token')
        ? `--${name} does not exist, for arguments can be seen by others: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE`
        : `--${name} does not exist, for arguments can be seen by others: pipe codes in, one a line`,
    )
  }
}

/** Of two values the last would win, and nobody would hear of it. */
const refuseRepetition = (tokens: readonly { readonly kind: string; readonly name?: string }[]): void => {
  const seen = new Set<string>()
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined) continue
    if (seen.has(name)) throw new UsageError(`--${name} is given twice: give it once`)
    seen.add(name)
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
    const config = { args: [...args], options, strict: true, allowPositionals: false } as const
    refuseRepetition(parseArgs({ ...config, tokens: true }).tokens)
    return parseArgs(config).values
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(`${explain(cause, Object.keys(options))} See: mfa-enroll ${command} --help`)
  }
}

const explain = (cause: unknown, known: readonly string[]): string => {
  const message = cause instanceof Error ? cause.message : ''
  const option = /'(?:-[a-zA-Z], )?(--?[a-z0-9_-]+)/i.exec(message)?.[1]
  if (/Unknown option/.test(message) && option !== undefined) {
    const guess = nearest(option.replace(/^-+/, ''), known)
    return `There is no option ${option}${guess === undefined ? '.' : `; did you mean --${guess}?`}`
  }
  if (/argument missing|ambiguous/.test(message) && option !== undefined) return `${option} needs a value.`
  if (/does not take an argument/.test(message) && option !== undefined) return `${option} takes no value.`
  return 'That is one argument too many: options begin with --.'
}
