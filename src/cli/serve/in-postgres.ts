import { postgresStore } from '../../durable/index.ts'
import { postgresLimits, type SharedLimitsOptions } from '../../server/index.ts'
import { missingPackage } from '../missing-package.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import type { Counts, Kept } from './kept.ts'

/** How long a server that is silent is waited for, ms. */
const limits = { connectionTimeoutMillis: 5_000, query_timeout: 10_000 }

const openPool = async (
  connectionString: string,
  report: (defect: unknown) => void,
  { serve }: Pick<CliTexts, 'serve'>,
) => {
  const { default: pg } = await import('pg').catch((cause: unknown) => {
    throw missingPackage(cause) === null ? cause : new UsageError(serve.pgMissing)
  })
  const pool = new pg.Pool({ connectionString, max: 20, ...limits })
  // An idle connection that breaks would otherwise end the process.
  pool.on('error', report)
  return pool
}

/** The counts alone. */
export const countsInPostgres = async (
  connectionString: string,
  options: SharedLimitsOptions,
  report: (defect: unknown) => void,
  texts: Pick<CliTexts, 'serve'>,
): Promise<Counts> => {
  const pool = await openPool(connectionString, report, texts)
  try {
    return { limits: await postgresLimits({ pool, ...options }), close: () => pool.end() }
  } catch (cause) {
    await pool.end()
    throw cause
  }
}

/** Both in one database, over one pool. */
export const inPostgres = async (
  connectionString: string,
  options: SharedLimitsOptions,
  report: (defect: unknown) => void,
  texts: Pick<CliTexts, 'serve'>,
): Promise<Kept> => {
  const pool = await openPool(connectionString, report, texts)
  try {
    const store = await postgresStore({ pool })
    const close = async () => {
      await store.close()
      await pool.end()
    }
    return { store, limits: await postgresLimits({ pool, ...options }), close }
  } catch (cause) {
    await pool.end()
    throw cause
  }
}
