/** One option of a command: what Node's `parseArgs` needs to know, and what help, completion and the docs tell. */
export interface Option {
  readonly type: 'string' | 'boolean'
  /** The heading it stands under. */
  readonly section: string
  readonly about: string
  /** What stands for the value: `FILE`. Options with `choices` need none. */
  readonly value?: string
  /** The only values there are. They are taken in upper and lower case. */
  readonly choices?: readonly string[]
  readonly default?: string
  /** The environment variable that is read where the option is missing. */
  readonly variable?: string
  /** The value names a file, so a shell completes it as one. */
  readonly isFile?: true
}

export type Options = Readonly<Record<string, Option>>

/** An argument that has no `--` before it. It has to be given, unless it is optional: then it is the last. */
export interface Argument {
  readonly name: string
  readonly about: string
  readonly choices?: readonly string[]
  readonly isOptional?: true
  /** It names a file, so a shell completes it as one. */
  readonly isFile?: true
}

/** One command, `factors remove` as well as `enroll`. */
export interface Command<O extends Options = Options> {
  readonly name: string
  readonly about: string
  /** Examples of calls, without the program's name. */
  readonly usage: readonly string[]
  readonly arguments: readonly Argument[]
  readonly options: O
  /** What else a person needs to know. */
  readonly notes: readonly string[]
}

/** The name of the program, as it is typed. */
export const programName = 'mfa-enroll'

/** `mfa-enroll inspect [FILE]` */
export const callOf = ({ name, arguments: declared }: Pick<Command, 'name' | 'arguments'>): string =>
  [
    programName,
    name,
    ...declared.map((argument) => (argument.isOptional === true ? `[${argument.name}]` : argument.name)),
  ].join(' ')

/** What stands behind an option's name: `FILE`, `otp|sms`, or nothing. */
export const valueOf = ({ value, choices }: Pick<Option, 'value' | 'choices'>): string =>
  value ?? choices?.join('|') ?? ''
