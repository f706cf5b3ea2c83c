import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import type { EnrollmentClock } from '../live/index.ts'
import type { EnrollmentReply } from '../view/json/index.ts'
import { errorOfAnswer, isGone } from './answer-error.ts'
import { backOff } from './back-off.ts'
import type { Answer } from './connection.ts'
import type { EnrollmentRequests, StreamEnd } from './enrollment-requests.ts'
import type { Pauses } from './pauses.ts'
import { watchStream } from './stream-watch.ts'

/** A stream that ended sooner was none, though it brought a view: by itself the next one would end as soon. */
const shortestMs = 5_000
/** While looking works in the place of a stream, it is done each 2 to 4 s, and not less and less often. */
const mostBetweenLooks = 2

export interface FollowingOptions {
  readonly requests: EnrollmentRequests
  readonly clock: EnrollmentClock
  readonly random: () => number
  readonly pauses: Pauses
  readonly take: (reply: EnrollmentReply) => void
  /** An answer to a look, where no stream is to be had. True if it was a view. */
  readonly looked: (answer: Answer) => boolean
  /** The server does not know it. */
  readonly gone: () => void
  readonly failed: (error: ServiceError) => void
}

type Streamed = E.Either<ServiceError, Answer | StreamEnd>

const errorOf = (streamed: Streamed, now: number): ServiceError => {
  if (E.isLeft(streamed)) return streamed.left
  return typeof streamed.right === 'string'
    ? { _tag: 'unreachable', mayHaveArrived: true }
    : errorOfAnswer(streamed.right, now)
}

/** Follows an enrollment by its stream, again and again, until it is over, gone, or the signal says so. */
export const follow = async (id: string, signal: AbortSignal, options: FollowingOptions): Promise<void> => {
  const { requests, clock, random, pauses, take, looked } = options
  let failures = 0
  let isTokenOver = false

  const once = async (): Promise<'over' | 'again' | 'atOnce'> => {
    const connected = new AbortController()
    const cut = () => connected.abort()
    signal.addEventListener('abort', cut, { once: true })
    let viewedAt: number | null = null
    let isHeard = false
    let isBack = false

    const look = async () => {
      const answer = await requests.look(id, connected.signal)
      if (E.isRight(answer) && !connected.signal.aborted && viewedAt === null && looked(answer.right))
        isHeard = true
    }
    const alive = watchStream(connected.signal, {
      clock,
      pauses,
      hasView: () => viewedAt !== null,
      look,
      dead: (wasAsleep) => {
        isBack = wasAsleep
        cut()
      },
    })
    const streamed: Streamed = await requests.stream(id, {
      signal: connected.signal,
      isTokenOver,
      alive,
      take: (reply) => {
        viewedAt ??= clock.now()
        if (!signal.aborted) take(reply)
      },
    })
    const end = E.isRight(streamed) ? streamed.right : null
    const answer = typeof end === 'string' ? null : end
    // Too many tabs, or people, have a stream, or something on the way lets none through: then it looks from time to time.
    if (viewedAt === null && (end === 'ended' || answer?.status === 429 || answer?.status === 503))
      await look()
    signal.removeEventListener('abort', cut)
    cut()
    // Also at the end of all: then the last view has taken the signal back already.
    if (signal.aborted) return 'over'
    if (answer !== null && isGone(answer)) {
      options.gone()
      return 'over'
    }
    if (end !== null) isTokenOver = end === 'expired'
    if (viewedAt === null && !isHeard) options.failed(errorOf(streamed, clock.now()))
    if (viewedAt !== null && clock.now() - viewedAt >= shortestMs) failures = 0
    if (isHeard) failures = Math.min(failures, mostBetweenLooks)
    return isBack ? 'atOnce' : 'again'
  }

  const next = async (): Promise<boolean> => {
    const end = await once()
    if (end === 'again') {
      const isWoken = await pauses.wait(backOff(failures, random()), signal)
      // What is back may take a moment more: attempts that failed before say nothing of it.
      failures = isWoken ? 0 : failures + 1
    }
    return end !== 'over'
  }

  while (!signal.aborted && (await next()));
}
