import type { SealingKeys } from '../../durable/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { inPostgres } from './in-postgres.ts'
import { inSqlite } from './in-sqlite.ts'
import type { Kept } from './kept.ts'
import { limitsSecretOf } from './limits-secret.ts'
import type { Setting } from './setting.ts'

/** Rejects with StoreError where it cannot be opened, and with UsageError where a package is missing. */
export const openKept = async (
  { database, amounts }: Pick<Setting, 'database' | 'amounts'>,
  keys: SealingKeys,
  report: (defect: unknown) => void,
  texts: CliTexts,
): Promise<Kept> => {
  const limits = { secret: limitsSecretOf(keys), amounts }
  return 'file' in database
    ? inSqlite(database.file, limits)
    : inPostgres(database.connectionString, limits, report, texts)
}
