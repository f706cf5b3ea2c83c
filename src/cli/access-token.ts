import { readFile, stat } from 'node:fs/promises'
import { redact, type Redacted } from '../../machines/index.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage-error.ts'

/** Where the access token comes from, asked again whenever the service wants a fresh one. */
export type AccessTokenSource = () => Promise<Redacted<string>>

/** What is wrong with a text as an access token, or null. */
export const tokenProblem = (text: string): string | null => {
  const token = text.trim()
  if (token === '') return 'is empty: put the access token of the signed-in person there'
  // A header cannot carry anything else, and a file with two lines is not a token. A leading `Bearer` is forgiven.
  return /^(bearer )?[\x21-\x7e]+$/i.test(token)
    ? null
    : 'does not hold an access token: it must be one word of ASCII characters'
}

const tidy = (text: string, source: string): Redacted<string> => {
  const problem = tokenProblem(text)
  if (problem !== null) throw new UsageError(`${source} ${problem}`)
  return redact(text.trim())
}

const fromFile = async (file: string): Promise<Redacted<string>> => {
  const found = await stat(file).catch(() => null)
  // A name that leads nowhere is not repeated: it may be the token itself.
  if (found === null)
    throw new UsageError(
      '--access-token-file: there is no such file; give the path of a file that holds the token',
    )
  // `<(command)` is a pipe: a careful way to hand over a token.
  if (!found.isFile() && !found.isFIFO()) throw new UsageError(`--access-token-file: ${file} is not a file`)
  // Windows has no such bits.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new UsageError(`--access-token-file: others can read ${file}; run: chmod 600 ${file}`)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--access-token-file: ${file} cannot be read; check its owner`)
  })
  return tidy(text, file)
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
  ask: (() => Promise<string>) | null,
): Promise<AccessTokenSource> => {
  if (file !== undefined) {
    const first = await fromFile(file)
    const isPipe = await stat(file).then(
      (found) => found.isFIFO(),
      () => true,
    )
    // What a pipe held is gone once it was read.
    return isPipe ? async () => first : () => fromFile(file)
  }
  const fromEnvironment = env['GENAUTH_ACCESS_TOKEN']
  if (fromEnvironment !== undefined) {
    const token = tidy(fromEnvironment, 'GENAUTH_ACCESS_TOKEN')
    return async () => token
  }
  if (ask === null)
    throw new UsageError('No access token: set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE')
  const token = tidy(await ask(), 'The access token')
  return async () => token
}
