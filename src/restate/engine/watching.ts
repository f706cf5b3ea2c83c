import type { Engine, EngineClock, StoredRow } from '../../durable/index.ts'
import { createWatchers, type createReports } from '../../durable/host/index.ts'
import type { Answers } from './answers.ts'
import { lookEveryMs } from './poll-pauses.ts'
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
    pollMs,
    unreadable: reports.failed,
  })
  const watchers = createWatchers({
    clock,
    // Most rows are not asked for each time: that is for them to say.
    pollMs: lookEveryMs(pollMs),
    read: polled.look,
    shownOf,
    failed: reports.failed,
    listenerFailed: reports.report,
  })
  const watch: Engine['watch'] = (id, listener, onGone, { owner } = {}) => {
    polled.forget(id)
    return watchers.add(id, listener, onGone, owner)
  }
  /** A question of this process was answered with this row; null if there is none. */
  const answered = (id: string, row: StoredRow | null): void => {
    polled.forget(id)
    if (row !== null && watchers.isWatched(id)) watchers.tell(id, row.revision, shownOf(row))
  }
  return {
    watch,
    answered,
    /** Something happened to it: it is read now, if anybody watches it. */
    changed: (id: string): void => {
      if (!watchers.isWatched(id)) return
      polled.forget(id)
      void read(id)
        .then((row) => answered(id, row))
        .catch(reports.failed)
    },
    stop: watchers.stop,
  }
}
