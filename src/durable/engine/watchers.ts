import type { EnrollmentView } from '../../view/index.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import type { EngineClock } from './engine.ts'

interface Listener {
  readonly tell: (view: EnrollmentView) => void
  readonly gone: (() => void) | undefined
}

interface Watched {
  readonly listeners: Set<Listener>
  /** The last look found no row. */
  isGone: boolean
  /** The revision that was told last; -1 before the first. */
  revision: number
  /** When its view changes though nothing is sent, epoch ms. */
  nextChangeAt: number | null
}

export interface WatchersOptions {
  readonly clock: EngineClock
  /** How often watched rows are read, for what other engines did, ms. */
  readonly pollMs: number
  readonly read: (ids: readonly string[]) => Promise<readonly StoredRow[]>
  /** What is to be shown of a row now. */
  readonly viewOf: (row: StoredRow) => EnrollmentView
  readonly looked: () => void
  readonly failed: (cause: unknown) => void
  readonly listenerFailed: (cause: unknown) => void
}

/** So many rows are read in one go. */
const sliceSize = 200

const slices = <A>(all: readonly A[]): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / sliceSize) }, (_, index) =>
    all.slice(index * sliceSize, (index + 1) * sliceSize),
  )

/** Who wants to hear of which enrollment. */
export const createWatchers = (options: WatchersOptions) => {
  const { clock, pollMs, read, viewOf, looked, failed, listenerFailed } = options
  const watched = new Map<string, Watched>()
  let poll: { readonly timer: unknown } | null = null
  let isPolling = false
  let isOn = true

  const call = (listen: () => void) => {
    try {
      listen()
    } catch (cause) {
      listenerFailed(cause)
    }
  }

  const tell = (id: string, revision: number, view: EnrollmentView) => {
    const one = watched.get(id)
    // What was read before a later change was told comes too late.
    if (one === undefined || revision < one.revision) return
    one.revision = revision
    one.isGone = false
    one.nextChangeAt = view.nextChangeAt
    for (const listener of new Set(one.listeners)) call(() => listener.tell(view))
  }

  const tellGone = (one: Watched) => {
    if (one.isGone) return
    one.isGone = true
    for (const listener of new Set(one.listeners)) call(() => listener.gone?.())
  }

  const isNews = ({ id, revision }: StoredRow): boolean => {
    const one = watched.get(id)
    if (one === undefined) return false
    return revision > one.revision || (one.nextChangeAt !== null && one.nextChangeAt <= clock.now())
  }

  const look = async (ids: readonly string[]) => {
    // Who came while the store was read may wait for what was written meanwhile.
    const asked = ids.map((id) => ({ id, one: watched.get(id), revision: watched.get(id)?.revision }))
    const rows = await read(ids)
    const found = new Set(rows.map(({ id }) => id))
    for (const { id, one, revision } of asked)
      if (one !== undefined && !found.has(id) && one.revision === revision) tellGone(one)
    for (const row of rows.filter(isNews))
      try {
        tell(row.id, row.revision, viewOf(row))
      } catch (cause) {
        failed(cause)
      }
  }

  const arm = (ms: number) => {
    if (poll !== null || isPolling || !isOn || watched.size === 0) return
    poll = { timer: clock.setTimeout(() => void pollOnce(), ms) }
  }

  const disarm = () => {
    if (poll !== null) clock.clearTimeout(poll.timer)
    poll = null
  }

  const pollOnce = async () => {
    poll = null
    isPolling = true
    try {
      for (const ids of slices([...watched.keys()])) await look(ids)
      looked()
    } catch (cause) {
      failed(cause)
    }
    isPolling = false
    arm(pollMs)
  }

  return {
    isWatched: (id: string): boolean => watched.has(id),
    tell,
    add: (id: string, listener: Listener['tell'], onGone?: () => void): (() => void) => {
      const one = watched.get(id) ?? {
        listeners: new Set(),
        isGone: false,
        revision: -1,
        nextChangeAt: null,
      }
      // The same function may be given twice.
      const mine: Listener = { tell: listener, gone: onGone }
      one.listeners.add(mine)
      one.isGone = false
      // Whoever comes later hears at once what the others have heard.
      one.revision = -1
      watched.set(id, one)
      disarm()
      arm(0)
      return () => {
        one.listeners.delete(mine)
        if (one.listeners.size === 0 && watched.get(id) === one) watched.delete(id)
        if (watched.size === 0) disarm()
      }
    },
    stop: () => {
      isOn = false
      disarm()
    },
  }
}
