import type { SealingKeys } from '../../durable/index.ts'
import { memoryLimits } from '../../server/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import type { Database } from './database.ts'
import { countsInPostgres, inPostgres } from './in-postgres.ts'
import { countsInSqlite, inSqlite } from './in-sqlite.ts'
import type { Counts, Kept } from './kept.ts'
import type { Amounts } from './limit-amounts.ts'
import { limitsSecretOf } from './limits-secret.ts'

/** Rejects with StoreError where it cannot be opened, and with UsageError where a package is missing. */
export const openKept = async (
  { database, amounts }: { readonly database: Database; readonly amounts: Amounts },
  keys: SealingKeys,
  report: (defect: unknown) => void,
  texts: CliTexts,
): Promise<Kept> => {
  const limits = { secret: limitsSecretOf(keys), amounts }
  return 'file' in database
    ? inSqlite(database.file, limits, texts)
    : inPostgres(database.connectionString, limits, report, texts)
}

/** The counts, where the enrollments are kept elsewhere. Without a database they last as long as the process. */
export const countsAlone = async (
  { database, amounts }: { readonly database: Database | null; readonly amounts: Amounts },
  keys: SealingKeys,
  report: (defect: unknown) => void,
  texts: CliTexts,
): Promise<Counts> => {
  if (database === null) return { limits: memoryLimits({ amounts }), close: async () => undefined }
  const limits = { secret: limitsSecretOf(keys), amounts }
  return 'file' in database
    ? countsInSqlite(database.file, limits, texts)
    : countsInPostgres(database.connectionString, limits, report, texts)
}
