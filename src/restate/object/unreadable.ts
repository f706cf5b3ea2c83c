import * as E from '#fp-ts/Either'
import { UnreadableEnrollmentError, type UnopenedProblem } from '../../durable/index.ts'
import type { ReadingProblem } from '../wire/values.ts'
import type { Host } from './host.ts'

/** A state of another version is, to this one, as good as damaged: it would be a defect, for rows say their own version. */
const openingProblem = (problem: ReadingProblem): UnopenedProblem =>
  problem._tag === 'otherVersion' ? { _tag: 'damaged' } : problem

/** A message that could not be read, or the state it was for: its sender is gone, so the host hears of it. */
export const reportUnreadable = (host: Pick<Host, 'report'>, id: string, problem: ReadingProblem): void =>
  host.report(
    new UnreadableEnrollmentError(id, problem._tag === 'otherVersion' ? { _tag: 'newerVersion' } : problem),
  )

/** Work on a state, which cannot be opened without its key; Left if that is so. Then nothing was written. */
export const readable = async <A>(
  work: () => Promise<E.Either<ReadingProblem, A>>,
): Promise<E.Either<UnopenedProblem, A>> => {
  try {
    const done = await work()
    return E.isRight(done) ? done : E.left(openingProblem(done.left))
  } catch (cause) {
    if (cause instanceof UnreadableEnrollmentError) return E.left(cause.problem)
    throw cause
  }
}

/** The same, for work that nobody waits for: the host hears of it. Gives whether it was done. */
export const unreadableIsReported = async <A>(
  host: Host,
  id: string,
  work: () => Promise<E.Either<ReadingProblem, A>>,
): Promise<boolean> => {
  const done = await readable(work)
  if (E.isLeft(done)) host.report(new UnreadableEnrollmentError(id, done.left))
  return E.isRight(done)
}
