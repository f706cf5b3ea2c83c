import type { Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** Where enrollments are kept, and what is counted. */
export type Database = { readonly file: string } | { readonly connectionString: string }

const isPostgres = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text)

/** `C:\data` is a file, and so is `C://data`. */
const schemeOf = (text: string): string | undefined => /^[a-z][a-z0-9+.-]+:\/\//i.exec(text)?.[0]

const isInMemory = (text: string): boolean => /^(?:file:)?:memory:/i.test(text)

const holdsPassword = (text: string): boolean =>
  /^[^/]*\/\/[^/@]*:[^/@]*@/.test(text) || /[?&]password=/i.test(text)

/**
 * From `--db` first and `MFA_ENROLL_DB` second.
 *
 * Null if neither is there.
 *
 * @throws UsageError if it is in memory, or of a kind that is not known, or if the argument holds a password; it
 * repeats no more of it than its scheme.
 */
export const databaseFrom = (
  given: string | undefined,
  env: Streams['env'],
  { serve }: Pick<CliTexts, 'serve'>,
): Database | null => {
  const text = (given ?? env['MFA_ENROLL_DB'] ?? '').trim()
  if (text === '') return null
  if (!isPostgres(text)) {
    if (isInMemory(text)) throw new UsageError(serve.dbInMemory)
    const scheme = schemeOf(text)
    if (scheme !== undefined) throw new UsageError(serve.dbSchemeUnknown(scheme))
    return { file: text }
  }
  if (given !== undefined && holdsPassword(text)) throw new UsageError(serve.dbPassword)
  return { connectionString: text }
}
