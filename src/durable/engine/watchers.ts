import type { Redacted } from '../../../machines/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import { endOfTurn } from '../waiting/end-of-turn.ts'
import type { EngineClock } from './engine.ts'
import { createWatched, type Listener, type Shown, type Watched } from './watched.ts'

export interface WatchersOptions {
  readonly clock: EngineClock
  /** How often watched rows are read, for what other engines did, ms. */
  readonly pollMs: number
  readonly read: (ids: readonly string[]) => Promise<readonly StoredRow[]>
  /** What is to be shown of a row now. */
  readonly shownOf: (row: StoredRow) => Shown
  readonly failed: (cause: unknown) => void
  readonly listenerFailed: (cause: unknown) => void
}

/** So many rows are read in one go. */
const readAtOnce = 200
/** So many are opened and told of before others have a turn. */
const openedAtOnce = 32

const slices = <A>(all: readonly A[]): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / readAtOnce) }, (_, index) =>
    all.slice(index * readAtOnce, (index + 1) * readAtOnce),
  )

/** Who wants to hear of which enrollment. */
export const createWatchers = (options: WatchersOptions) => {
  const { clock, pollMs, read, shownOf, failed, listenerFailed } = options
  const watched = new Map<string, Watched>()
  /** What somebody new wants to hear of. */
  const wanted = new Set<string>()
  let looks = 0
  let isOn = true

  const tell = (id: string, revision: number, shown: Shown) =>
    watched.get(id)?.tell(revision, shown, clock.now())

  const lookAt = async (ids: readonly string[]) => {
    const look = (looks += 1)
    const before = ids.map((id) => [id, watched.get(id)?.revision()] as const)
    const rows = await read(ids)
    const found = new Set(rows.map(({ id }) => id))
    for (const [id, revision] of before) {
      const one = watched.get(id)
      // It may have been written here while the store was read.
      if (!found.has(id) && one?.revision() === revision) one?.gone(look)
    }
    let opened = 0
    for (const row of rows) {
      if (watched.get(row.id)?.isNews(row.revision, clock.now()) !== true) continue
      opened += 1
      if (opened % openedAtOnce === 0) await endOfTurn()
      try {
        tell(row.id, row.revision, shownOf(row))
      } catch (cause) {
        failed(cause)
      }
    }
  }

  /** Looks at what there is to look at, a while after it was armed, one look after the other. */
  const createRound = (afterMs: number, take: () => readonly string[]) => {
    let timer: { readonly timer: unknown } | null = null
    let isLooking = false
    const arm = () => {
      if (timer === null && !isLooking && isOn) timer = { timer: clock.setTimeout(() => void go(), afterMs) }
    }
    const go = async () => {
      timer = null
      isLooking = true
      try {
        for (const ids of slices(take())) {
          await lookAt(ids)
          await endOfTurn()
        }
      } catch (cause) {
        failed(cause)
      }
      isLooking = false
      armAll()
    }
    return {
      arm,
      disarm: () => {
        if (timer !== null) clock.clearTimeout(timer.timer)
        timer = null
      },
    }
  }

  const poll = createRound(pollMs, () => [...watched.keys()])
  const soon = createRound(0, () => {
    const ids = [...wanted]
    wanted.clear()
    return ids
  })
  const armAll = () => {
    if (watched.size > 0) poll.arm()
    if (wanted.size > 0) soon.arm()
  }
  const disarm = () => {
    poll.disarm()
    soon.disarm()
  }

  return {
    isWatched: (id: string): boolean => watched.has(id),
    tell,
    /** It was erased here. */
    gone: (id: string): void => watched.get(id)?.gone((looks += 1)),
    add: (
      id: string,
      listener: (view: EnrollmentView) => unknown,
      onGone?: () => unknown,
      owner?: Redacted<string> | null,
    ): (() => void) => {
      const one = watched.get(id) ?? createWatched(listenerFailed)
      // The same function may be given twice.
      const mine: Listener = { listener, onGone, owner, since: looks }
      one.listeners.set(mine, 'nothing')
      watched.set(id, one)
      wanted.add(id)
      armAll()
      return () => {
        one.listeners.delete(mine)
        if (one.listeners.size > 0 || watched.get(id) !== one) return
        watched.delete(id)
        wanted.delete(id)
        if (watched.size === 0) disarm()
      }
    },
    stop: () => {
      isOn = false
      disarm()
    },
  }
}
