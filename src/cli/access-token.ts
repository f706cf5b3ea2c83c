import { readFile, stat } from 'node:fs/promises'
import { redact, type Redacted } from '../../machines/index.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage-error.ts'

/** Where the access token comes from, asked again whenever the service wants a fresh one. */
export type AccessTokenSource = () => Promise<Redacted<string>>

const tidy = (text: string, source: string): Redacted<string> => {
  const token = text.trim()
  if (token === '') throw new UsageError(`${source} is empty: put the access token of the signed-in person there`)
  // A header cannot carry these, and a file with two lines is not a token.
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)?$/.test(token)) throw new UsageError(`${source} does not hold an access token: it must be one line of ASCII`)
  return redact(token)
}

const fromFile = async (file: string): Promise<Redacted<string>> => {
  const found = await stat(file).catch(() => null)
  if (found === null || !found.isFile()) throw new UsageError(`--access-token-file: there is no file ${file}`)
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
    await fromFile(file)
    return () => fromFile(file)
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
