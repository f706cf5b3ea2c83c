import type { Change, EnrollmentStore } from '../store/enrollment-store.ts'

interface Pending {
  readonly change: Change
  readonly made: (made: boolean) => void
  readonly failed: (cause: unknown) => void
}

/** The end of this turn of the event loop: what came in with it shares one transaction. */
const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

const most = 256

/** Group commit: what arrives while a commit is under way goes together into the next, so that one sync serves many. */
export const createCommits = (store: Pick<EnrollmentStore, 'commit'>) => {
  const pending: Pending[] = []
  let isRunning = false

  const run = async () => {
    isRunning = true
    await endOfTurn()
    while (pending.length > 0) {
      const batch = pending.splice(0, most)
      try {
        const results = await store.commit(batch.map(({ change }) => change))
        for (const [index, { made }] of batch.entries()) made(results[index] === true)
      } catch (cause) {
        for (const { failed } of batch) failed(cause)
      }
    }
    isRunning = false
  }

  return {
    /** Whether the change was made; false if another came before it. */
    commit: (change: Change): Promise<boolean> =>
      new Promise((made, failed) => {
        pending.push({ change, made, failed })
        if (!isRunning) void run()
      }),
  }
}
