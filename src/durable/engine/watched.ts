import { callHook, type Redacted, type Report } from '../../../machines/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { isOwnedBy } from './owned.ts'

/** What there is to be shown of an enrollment, and to whom. */
export interface Shown {
  readonly view: EnrollmentView
  readonly owner: Redacted<string> | null
}

export interface Listener {
  readonly listener: (view: EnrollmentView) => unknown
  readonly onGone: (() => unknown) | undefined
  /** Who listens; undefined where the host asked that itself. */
  readonly owner: Redacted<string> | null | undefined
  /** Numbered like the looks at the store: one that began before tells nothing about it. */
  readonly since: number
}

type Heard = 'nothing' | 'view' | 'gone'

/** One enrollment, and who wants to hear of it. */
export const createWatched = (listenerFailed: Report) => {
  const listeners = new Map<Listener, Heard>()
  /** The revision that was told last; -1 if there is none. */
  let revision = -1
  /** When its view changes though nothing is sent, epoch ms. */
  let nextChangeAt: number | null = null

  const isNew = (at: number, now: number): boolean =>
    at > revision || (at === revision && nextChangeAt !== null && nextChangeAt <= now)

  const gone = (one: Listener, heard: Heard) => {
    if (heard === 'gone') return
    listeners.set(one, 'gone')
    if (one.onGone !== undefined) callHook(one.onGone, undefined, listenerFailed)
  }

  return {
    listeners,
    revision: () => revision,
    /** Whether a row of that revision is to be opened: not what all have heard of, nor what comes too late. */
    isNews: (at: number, now: number): boolean =>
      isNew(at, now) || (at === revision && [...listeners.values()].includes('nothing')),
    tell: (at: number, { view, owner }: Shown, now: number): void => {
      if (at < revision) return
      const isForAll = isNew(at, now)
      revision = at
      nextChangeAt = view.nextChangeAt
      for (const [one, heard] of new Map(listeners))
        if (!isOwnedBy({ owner }, one.owner)) gone(one, heard)
        else if (isForAll || heard !== 'view') {
          listeners.set(one, 'view')
          callHook(one.listener, view, listenerFailed)
        }
    },
    /** It is not there, for all who listened before that look. */
    gone: (look: number): void => {
      // What comes in its place counts from the beginning.
      revision = -1
      nextChangeAt = null
      for (const [one, heard] of new Map(listeners)) if (one.since < look) gone(one, heard)
    },
  }
}
export type Watched = ReturnType<typeof createWatched>
