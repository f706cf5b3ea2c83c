import type { Engine, EngineClock, StoredRow } from '../../durable/index.ts'
import { createWatchers, type createReports } from '../../durable/host/index.ts'
import type { Answers } from './answers.ts'
import { createPolledRows } from './polled-rows.ts'

export interface WatchingOptions {
  readonly clock: EngineClock
  readonly pollMs: number
  readonly read: (id: string) => Promise<StoredRow | null>
  readonly answers: Pick<Answers, 'viewOf'>
  readonly reports: Pick<ReturnType<typeof createReports>, 'looked' | 'failedToLook' | 'report'>
}

/** Who wants to hear of which enrollment: of what this process changes at once, of all else by looking. */
export const createWatching = ({ clock, pollMs, read, answers, reports }: WatchingOptions) => {
  const { viewOf } = answers
  const polled = createPolledRows({
    read,
    isWatched: (id): boolean => watchers.isWatched(id),
    now: () => clock.now(),
    quietMs: 3 * pollMs,
    unreadable: reports.failedToLook,
  })
  const watchers = createWatchers({
    clock,
    pollMs,
    read: polled.look,
    viewOf,
    looked: reports.looked,
    failed: reports.failedToLook,
    listenerFailed: reports.report,
  })
  const watch: Engine['watch'] = (id, ...listeners) => {
    polled.forget(id)
    return watchers.add(id, ...listeners)
  }
  return {
    watch,
    /** A question of this process was answered with this row; null if there is none. */
    answered: (id: string, row: StoredRow | null): void => {
      polled.forget(id)
      if (row !== null && watchers.isWatched(id)) watchers.tell(id, row.revision, viewOf(row))
    },
    stop: watchers.stop,
  }
}
