import { pause } from '../waiting/pause.ts'
import { isLocked } from './sqlite-trouble.ts'

/**
 * How long SQLite itself waits for a lock. It blocks the whole process meanwhile, so most of the waiting is done
 * outside of it.
 */
export const blockingWaitMs = 25

/** Tries again while somebody else holds the lock, for `waitMs` in all. */
export const whileLocked = async <A>(waitMs: number, attempt: () => A): Promise<A> => {
  const giveUpAt = performance.now() + waitMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isLocked(error) || performance.now() >= giveUpAt) throw error
    }
    // Not in step with the other waiters.
    await pause(5 + Math.random() * 20)
  }
}
