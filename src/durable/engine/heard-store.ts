import type { Change, EnrollmentStore } from '../store/enrollment-store.ts'
import { StoreError } from '../store/store-error.ts'
import type { Reports, StoreSide } from './reports.ts'

/** What the engine uses of a store. Whoever opened it closes it. */
export type HeardStore = Omit<EnrollmentStore, 'close'>

/** A store of somebody else, without types perhaps. */
const checked = (made: unknown, changes: readonly Change[]): readonly boolean[] => {
  if (Array.isArray(made) && made.length === changes.length) {
    const answers = made.filter((one): one is boolean => typeof one === 'boolean')
    if (answers.length === changes.length) return answers
  }
  throw new StoreError(
    'unexpected',
    'The store breaks its contract: commit must answer true or false for each change, in order. ' +
      'Whether anything was stored is not known; mend the store.',
  )
}

/** Written and erased in one transaction, so nobody ever sees it: tells whether there is room for an enrollment again. */
const trial = (now: number): readonly Change[] => {
  const id = `trial-${crypto.randomUUID()}`
  const row = {
    id,
    revision: 1,
    seq: 0,
    due: null,
    writtenAt: now,
    isLeased: false,
    sealed: new Uint8Array(4_096),
  }
  return [
    { type: 'insert', row },
    { type: 'erase', id, of: 1 },
  ]
}

/**
 * The store as the engine uses it: whatever it is asked, its health is heard of. Once it cannot be written, that is
 * tried again with each look of the schedule, for a load balancer may send nobody whose command would show it.
 */
export const heardStore = (
  store: EnrollmentStore,
  { failed, storeWorks, cannotWrite, readable }: Reports,
  now: () => number,
): HeardStore => {
  const heard = async <A>(side: StoreSide, work: () => Promise<A>): Promise<A> => {
    try {
      const answer = await work()
      storeWorks(side)
      return answer
    } catch (cause) {
      // What became of it is asked next, and that tells how the store is.
      if (!(cause instanceof StoreError && cause.trouble === 'outcomeUnknown')) failed(cause, side)
      throw cause
    }
  }

  const commit = (changes: readonly Change[]) =>
    heard('writing', async () => checked(await store.commit(changes), changes))

  return {
    read: async (ids) => {
      const rows = await heard('reading', () => store.read(ids))
      const found = new Set(rows.map(({ id }) => id))
      for (const id of ids) if (!found.has(id)) readable(id)
      return rows
    },
    readDue: (at, limit) => heard('reading', () => store.readDue(at, limit)),
    nextDue: async () => {
      if (cannotWrite()) await commit(trial(now())).catch(() => undefined)
      return heard('reading', () => store.nextDue())
    },
    commit,
  }
}
