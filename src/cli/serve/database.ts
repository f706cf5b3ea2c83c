import type { Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** Where enrollments are kept. */
export type Database = { readonly file: string } | { readonly connectionString: string }

const isPostgres = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text)

const holdsPassword = (text: string): boolean =>
  /^[^/]*\/\/[^/@]*:[^/@]*@/.test(text) || /[?&]password=/i.test(text)

/**
 * From `--db` first and `MFA_ENROLL_DB` second.
 *
 * @throws UsageError if neither is there, or the argument holds a password; it never repeats either.
 */
export const databaseFrom = (
  given: string | undefined,
  env: Streams['env'],
  { serve }: Pick<CliTexts, 'serve'>,
): Database => {
  const text = (given ?? env['MFA_ENROLL_DB'] ?? '').trim()
  if (text === '') throw new UsageError(serve.dbMissing)
  if (!isPostgres(text)) return { file: text }
  if (given !== undefined && holdsPassword(text)) throw new UsageError(serve.dbPassword)
  return { connectionString: text }
}
