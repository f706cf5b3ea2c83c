import type { EnrollmentView } from '../../view/index.ts'
import type { EngineClock } from './engine.ts'

type Listener = (view: EnrollmentView) => void

interface Watched {
  readonly listeners: Set<Listener>
  /** The revision that was told last; -1 before the first. */
  revision: number
  /** When its view changes though nothing is sent, epoch ms. */
  nextChangeAt: number | null
}

export interface Seen {
  readonly id: string
  readonly revision: number
  readonly view: EnrollmentView
}

export interface WatchersOptions {
  readonly clock: EngineClock
  /** How often watched rows are read, for what other engines did, ms. */
  readonly pollMs: number
  /** The rows of these ids, as they are to be shown now. */
  readonly look: (ids: readonly string[]) => Promise<readonly Seen[]>
  readonly failed: (cause: unknown) => void
}

/** Who wants to hear of which enrollment. */
export const createWatchers = ({ clock, pollMs, look, failed }: WatchersOptions) => {
  const watched = new Map<string, Watched>()
  let poll: { readonly timer: unknown } | null = null

  const tell = ({ id, revision, view }: Seen) => {
    const one = watched.get(id)
    // What was read before a later change was told comes too late.
    if (one === undefined || revision < one.revision) return
    one.revision = revision
    one.nextChangeAt = view.nextChangeAt
    for (const listener of one.listeners)
      try {
        listener(view)
      } catch (cause) {
        failed(cause)
      }
  }

  const isNews = ({ id, revision }: Seen, now: number): boolean => {
    const one = watched.get(id)
    if (one === undefined) return false
    return revision > one.revision || (one.nextChangeAt !== null && one.nextChangeAt <= now)
  }

  const keepPolling = () => {
    if (poll !== null || watched.size === 0) return
    poll = { timer: clock.setTimeout(() => void pollOnce(), pollMs) }
  }

  const pollOnce = async () => {
    try {
      const seen = await look([...watched.keys()])
      const now = clock.now()
      for (const one of seen) if (isNews(one, now)) tell(one)
    } catch (cause) {
      failed(cause)
    }
    poll = null
    keepPolling()
  }

  const stopPolling = () => {
    if (poll !== null) clock.clearTimeout(poll.timer)
    poll = null
  }

  return {
    add: (id: string, listener: Listener): (() => void) => {
      const one = watched.get(id) ?? { listeners: new Set(), revision: -1, nextChangeAt: null }
      // The same function may be given twice.
      const mine: Listener = (view) => listener(view)
      one.listeners.add(mine)
      watched.set(id, one)
      keepPolling()
      return () => {
        one.listeners.delete(mine)
        if (one.listeners.size === 0 && watched.get(id) === one) watched.delete(id)
        if (watched.size === 0) stopPolling()
      }
    },
    tell,
    stop: stopPolling,
  }
}
