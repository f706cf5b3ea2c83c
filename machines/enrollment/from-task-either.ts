import { fromPromise } from 'xstate'
import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'

/** Where Either meets Promise: a Right is the actor's output, a Left is what it throws, unchanged. */
export const fromTaskEither = <L, A, I>(call: (input: I, signal: AbortSignal) => TaskEither<L, A>) =>
  fromPromise<A, I>(async ({ input, signal }) => {
    const result = await call(input, signal)()
    // A Left is data, not an Error, and must arrive unchanged.
    // oxlint-disable-next-line typescript/only-throw-error
    if (E.isLeft(result)) throw result.left
    return result.right
  })
