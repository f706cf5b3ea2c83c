import { readFile, stat } from 'node:fs/promises'
import { redact, type Redacted } from '../../machines/index.ts'
import { isLeave } from './leave.ts'
import { Interrupted, type Question } from './question.ts'
import type { Streams } from './streams.ts'
import type { CliTexts, TokenFault } from './texts/texts.ts'
import { UsageError } from './usage-error.ts'

/** Where the access token comes from, asked again whenever the service wants a fresh one. */
export type AccessTokenSource = () => Promise<Redacted<string>>

/** What is wrong with a text as an access token, or null. */
const tokenFault = (text: string): TokenFault | null => {
  const token = text.trim()
  if (token === '') return 'empty'
  // A header cannot carry anything else, and a file with two lines is not a token. A leading `Bearer` is forgiven.
  return /^(bearer )?[\x21-\x7e]+$/i.test(token) ? null : 'notAWord'
}

/** Asks for the access token without showing it. */
export const accessTokenQuestion = ({ question, answer }: CliTexts): Question => ({
  label: () => question.accessToken,
  check: (text) => {
    const fault = tokenFault(text)
    return fault && answer.accessToken(fault)
  },
  hidden: true,
})

const tidy = (text: string, source: string, { usage }: CliTexts): Redacted<string> => {
  const fault = tokenFault(text)
  if (fault !== null) throw new UsageError(usage.tokenWrong(source, fault))
  return redact(text.trim())
}

const fromFile = async (file: string, texts: CliTexts): Promise<Redacted<string>> => {
  const { usage } = texts
  const found = await stat(file).catch(() => null)
  // A name that leads nowhere is not repeated: it may be the token itself.
  if (found === null) throw new UsageError(usage.tokenFileMissing)
  // `<(command)` is a pipe: a careful way to hand over a token.
  if (!found.isFile() && !found.isFIFO()) throw new UsageError(usage.tokenFileNoFile(file))
  // Windows has no such bits.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new UsageError(usage.tokenFileOpen(file))
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(usage.tokenFileUnreadable(file))
  })
  return tidy(text, file, texts)
}

/**
 * The access token from a file, the environment, or the person at the terminal; never from an argument.
 *
 * @param ask asks the person; null without a terminal.
 * @throws UsageError if there is none, saying how to give one.
 */
export const accessTokenSource = async (
  file: string | undefined,
  { env }: Pick<Streams, 'env'>,
  texts: CliTexts,
  ask: (() => Promise<string>) | null,
): Promise<AccessTokenSource> => {
  if (file !== undefined) {
    const first = await fromFile(file, texts)
    const isPipe = await stat(file).then(
      (found) => found.isFIFO(),
      () => true,
    )
    // What a pipe held is gone once it was read.
    return isPipe ? async () => first : () => fromFile(file, texts)
  }
  const fromEnvironment = env['GENAUTH_ACCESS_TOKEN']
  if (fromEnvironment !== undefined) {
    const token = tidy(fromEnvironment, 'GENAUTH_ACCESS_TOKEN', texts)
    return async () => token
  }
  if (ask === null) throw new UsageError(texts.usage.tokenMissing)
  const typed = await ask()
  if (isLeave(typed)) throw new Interrupted('left')
  const token = tidy(typed, texts.usage.typedToken, texts)
  return async () => token
}
