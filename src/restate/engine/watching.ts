import type { Engine, EngineClock, StoredRow } from '../../durable/index.ts'
import { createWatchers, type createReports } from '../../durable/host/index.ts'
import type { Answers } from './answers.ts'
import { createPolledRows } from './polled-rows.ts'

export interface WatchingOptions {
  readonly clock: EngineClock
  readonly pollMs: number
  readonly read: (id: string) => Promise<StoredRow | null>
  readonly answers: Pick<Answers, 'shownOf'>
  readonly reports: Pick<ReturnType<typeof createReports>, 'failed' | 'report'>
}

/** Who wants to hear of which enrollment: of what this process changes at once, of all else by looking. */
export const createWatching = ({ clock, pollMs, read, answers, reports }: WatchingOptions) => {
  const { shownOf } = answers
  const polled = createPolledRows({
    read,
    isWatched: (id): boolean => watchers.isWatched(id),
    now: () => clock.now(),
    quietMs: 3 * pollMs,
    unreadable: reports.failed,
  })
  const watchers = createWatchers({
    clock,
    pollMs,
    read: polled.look,
    shownOf,
    failed: reports.failed,
    listenerFailed: reports.report,
  })
  const watch: Engine['watch'] = (id, listener, onGone, { owner } = {}) => {
    polled.forget(id)
    return watchers.add(id, listener, onGone, owner)
  }
  return {
    watch,
    /** A question of this process was answered with this row; null if there is none. */
    answered: (id: string, row: StoredRow | null): void => {
      polled.forget(id)
      if (row !== null && watchers.isWatched(id)) watchers.tell(id, row.revision, shownOf(row))
    },
    stop: watchers.stop,
  }
}
