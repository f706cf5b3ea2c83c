import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { sqliteStore } from '../../durable/index.ts'
import { sqliteLimits, type SharedLimitsOptions } from '../../server/index.ts'
import type { Kept } from './kept.ts'

/** The counts stand beside the enrollments, in a file for their owner alone. */
const openCounts = async (file: string) => {
  const { default: Database } = await import('libsql')
  closeSync(openSync(file, 'a', 0o600))
  return new Database(file)
}

/** Each in a file of its own: counts are written often, and need not be on the disk before an answer. */
export const inSqlite = async (file: string, options: SharedLimitsOptions): Promise<Kept> => {
  // It says what to do where libsql is missing, or the file is not ours.
  const store = await sqliteStore({ file })
  try {
    const database = await openCounts(`${resolve(file)}-limits`)
    const close = async () => {
      await store.close()
      database.close()
    }
    return { store, limits: await sqliteLimits({ database, ...options }), close }
  } catch (cause) {
    await store.close()
    throw cause
  }
}
