import type { Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** Where enrollments are kept, and what is counted. */
export type Database = { readonly file: string } | { readonly connectionString: string }

const isPostgres = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text)

const holdsPassword = (text: string): boolean =>
  /^[^/]*\/\/[^/@]*:[^/@]*@/.test(text) || /[?&]password=/i.test(text)

/**
 * From `--db` first and `MFA_ENROLL_DB` second.
 *
 * Null if neither is there.
 *
 * @throws UsageError if the argument holds a password; it never repeats it.
 */
export const databaseFrom = (
  given: string | undefined,
  env: Streams['env'],
  { serve }: Pick<CliTexts, 'serve'>,
): Database | null => {
  const text = (given ?? env['MFA_ENROLL_DB'] ?? '').trim()
  if (text === '') return null
  if (!isPostgres(text)) return { file: text }
  if (given !== undefined && holdsPassword(text)) throw new UsageError(serve.dbPassword)
  return { connectionString: text }
}
