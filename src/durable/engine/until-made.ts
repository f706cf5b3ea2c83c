import { StoreError } from '../store/store-error.ts'

/** What came of a change that was made, or was not needed. */
export interface Made<A> {
  readonly answer: A
}
export const made = <A>(answer: A): Made<A> => ({ answer })

/** Whoever loses a race this often has met a store that makes nothing, and not that many rivals. */
const mostTries = 20
/** Rivals are quick: these many tries come at once. */
const triesAtOnce = 5
const longestPauseMs = 1_000

/** Not in step with the rivals, and longer each time. */
const pauseMs = (tried: number): number =>
  Math.min(2 ** (tried - triesAtOnce) * 5, longestPauseMs) * (0.5 + Math.random() / 2)

/** Tries while somebody else was faster (null), with longer and longer pauses, and gives up in the end. */
export const untilMade = async <A>(
  pause: (ms: number) => Promise<void>,
  attempt: () => Promise<Made<A> | null>,
): Promise<A> => {
  for (let tried = 1; tried <= mostTries; tried += 1) {
    const result = await attempt()
    if (result !== null) return result.answer
    if (tried >= triesAtOnce) await pause(pauseMs(tried))
  }
  throw new StoreError(
    'locked',
    `The store made no change in ${mostTries} tries: others were faster each time, or it never makes one. ` +
      'Nothing was changed. Try again; if it stays so, look at what else writes there.',
  )
}
