import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { sqliteStore } from '../../durable/index.ts'
import { sqliteLimits, type SharedLimitsOptions } from '../../server/index.ts'
import { missingPackage } from '../missing-package.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import type { Counts, Kept } from './kept.ts'

/** The counts beside `file`, in a file for their owner alone. */
export const countsInSqlite = async (
  file: string,
  options: SharedLimitsOptions,
  { serve }: Pick<CliTexts, 'serve'>,
): Promise<Counts> => {
  const { default: Database } = await import('libsql').catch((cause: unknown) => {
    throw missingPackage(cause) === null ? cause : new UsageError(serve.libsqlMissing)
  })
  const counts = `${resolve(file)}-limits`
  closeSync(openSync(counts, 'a', 0o600))
  const database = new Database(counts)
  try {
    const close = async () => void database.close()
    return { limits: await sqliteLimits({ database, ...options }), close }
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** Each in a file of its own: counts are written often, and need not be on the disk before an answer. */
export const inSqlite = async (
  file: string,
  options: SharedLimitsOptions,
  texts: Pick<CliTexts, 'serve'>,
): Promise<Kept> => {
  // It says what to do where libsql is missing, or the file is not ours.
  const store = await sqliteStore({ file })
  try {
    const { limits, close: closeCounts } = await countsInSqlite(file, options, texts)
    const close = async () => {
      await store.close()
      await closeCounts()
    }
    return { store, limits, close }
  } catch (cause) {
    await store.close()
    throw cause
  }
}
