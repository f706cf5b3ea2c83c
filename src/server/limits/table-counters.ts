import type { LimitAmounts } from './amounts.ts'
import type { Counters } from './counters.ts'
import { flexibleCounters, type Limiter, type LimiterSetting } from './flexible-counters.ts'

export interface TableSetting extends LimiterSetting {
  readonly tableName: string
  /** False for the one that makes the table, and takes from it what is over. */
  readonly tableCreated: boolean
  readonly clearExpiredByTimeout: boolean
}

/** Counters in a table. The first limiter makes it: a hundred that are told to at once would get in each other's way. */
export const tableCounters = async (
  amounts: LimitAmounts,
  tableName: string,
  limiterOf: (setting: TableSetting, isReady: (cause?: Error) => void) => Limiter,
): Promise<Counters> => {
  await new Promise<void>((resolve, reject) => {
    limiterOf(
      {
        keyPrefix: 'day',
        points: 1,
        duration: 1,
        tableName,
        tableCreated: false,
        clearExpiredByTimeout: true,
      },
      (cause) => (cause === undefined ? resolve() : reject(cause)),
    )
  })
  const isMade = { tableName, tableCreated: true, clearExpiredByTimeout: false }
  return flexibleCounters(amounts, async (setting) => limiterOf({ ...setting, ...isMade }, () => undefined))
}
