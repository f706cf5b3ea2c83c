import type { Effect } from '../step/effect.ts'
import { callOf } from '../step/effect.ts'
import type { EnrollmentStore, StoredRow } from '../store/enrollment-store.ts'
import type { Commits } from './commits.ts'
import type { OpenRow } from './rows.ts'

/** What an engine holds of a row while it runs the row's call. */
export interface Lease {
  readonly id: string
  readonly revision: number
  /** Which call it is held for. */
  readonly effect: Pick<Effect, 'call' | 'seq'>
  /** Epoch ms. */
  readonly until: number
}

export interface LeasesOptions {
  readonly store: Pick<EnrollmentStore, 'read'>
  readonly commits: Commits
  readonly open: (row: StoredRow) => OpenRow
  readonly now: () => number
  readonly leaseMs: number
  readonly failed: (cause: unknown) => void
}

/** The claims of an engine on the rows whose calls it runs. */
export const createLeases = ({ store, commits, open, now, leaseMs, failed }: LeasesOptions) => {
  /** A row that was changed elsewhere may wait for the same call still. */
  const asItIs = async (lease: Lease): Promise<Lease | null> => {
    const { id, effect } = lease
    const [row] = await store.read([id])
    if (row === undefined || !row.isLeased || row.due === null) return null
    const { snapshot } = open(row).open
    return callOf(snapshot) === effect.call && snapshot.context.seq === effect.seq
      ? { ...lease, revision: row.revision, until: row.due }
      : null
  }

  return {
    /** Prolongs a lease; null if the row waits for this call no more. One that could not be prolonged is given back. */
    prolong: async (lease: Lease): Promise<Lease | null> => {
      const { id, revision } = lease
      const at = now()
      const until = at + leaseMs
      try {
        const made = await commits.commit({ type: 'extend', id, of: revision, due: until, writtenAt: at })
        return made ? { ...lease, until } : await asItIs(lease)
      } catch (cause) {
        failed(cause)
        return lease
      }
    },
    /** Ends a lease now: whoever comes next need not wait for its end. */
    release: async ({ id, revision }: Lease): Promise<void> => {
      const at = now()
      try {
        await commits.commit({ type: 'extend', id, of: revision, due: at, writtenAt: at })
      } catch (cause) {
        failed(cause)
      }
    },
  }
}
export type Leases = ReturnType<typeof createLeases>
