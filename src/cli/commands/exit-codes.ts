import type { exitCode } from '../exit-code.ts'

/** What each exit code says to a script. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCode, string>> = {
  done: 'done',
  bug: 'a bug',
  usage: 'usage: the call cannot be followed',
  expired: 'expired: the minute is over',
  refused: 'refused, or the input ended too early',
  unreachable: 'unreachable, or it is not known what became of it',
  cancelled: 'cancelled',
}
