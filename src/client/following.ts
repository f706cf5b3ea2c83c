import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import type { EnrollmentClock } from '../live/index.ts'
import type { EnrollmentReply } from '../view/json/index.ts'
import { errorOfAnswer } from './answer-error.ts'
import { backOff } from './back-off.ts'
import type { Answer } from './connection.ts'
import type { EnrollmentRequests } from './enrollment-requests.ts'
import type { Pauses } from './pauses.ts'

/** The server says something each 15 s; after three times that the connection is dead, whatever it looks like. */
const longestSilenceMs = 45_000

export interface FollowingOptions {
  readonly requests: EnrollmentRequests
  readonly clock: EnrollmentClock
  readonly random: () => number
  readonly pauses: Pauses
  readonly take: (reply: EnrollmentReply) => void
  /** An answer to a look, where no stream is to be had. */
  readonly looked: (answer: Answer) => void
  /** The server does not know it. */
  readonly gone: () => void
  readonly failed: (error: ServiceError) => void
}

/** Follows an enrollment by its stream, again and again, until it is over, gone, or the signal says so. */
export const follow = async (id: string, signal: AbortSignal, options: FollowingOptions): Promise<void> => {
  const { requests, clock, random, pauses, take } = options
  let failures = 0

  const once = async (): Promise<'over' | 'again'> => {
    const connected = new AbortController()
    const cut = () => connected.abort()
    signal.addEventListener('abort', cut, { once: true })
    let timer: unknown
    const alive = () => {
      clock.clearTimeout(timer)
      timer = clock.setTimeout(cut, longestSilenceMs)
    }
    const streamed = await requests.stream(id, {
      signal: connected.signal,
      alive,
      take: (reply) => {
        failures = 0
        if (!signal.aborted) take(reply)
      },
    })
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', cut)
    cut()
    if (signal.aborted) return 'over'
    if (E.isLeft(streamed)) options.failed(streamed.left)
    // Also at the end of all: then the last view has taken the signal back already.
    else if (streamed.right === 'ended') return 'again'
    else if (streamed.right.status === 404) {
      options.gone()
      return 'over'
    } else if (streamed.right.status === 429) {
      // Too many tabs have a stream: this one looks from time to time.
      const looked = await requests.look(id, signal)
      if (E.isRight(looked) && !signal.aborted) options.looked(looked.right)
    } else options.failed(errorOfAnswer(streamed.right, clock.now()))
    return 'again'
  }

  while (!signal.aborted && (await once()) === 'again') {
    await pauses.wait(backOff(failures, random()), signal)
    failures += 1
  }
}
