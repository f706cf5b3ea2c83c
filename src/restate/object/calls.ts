import * as E from '#fp-ts/Either'
import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect, type EngineClock } from '../../durable/index.ts'
import type { CallResult } from '../../durable/host/index.ts'
import type { Outcome } from '../wire/messages.ts'
import { createPlaces } from './places.ts'

/** A call, and for which enrollment. */
export interface Calling {
  readonly id: string
  readonly effect: Effect
  /** Epoch ms: by then it is over, or aborted. */
  readonly until: number
  /** Whether there is time enough for it to be begun. */
  readonly mayBegin: () => boolean
  /** It cannot be taken back: while one of another process may arrive, nobody may think that it was not made. */
  readonly isBind: boolean
  /** Aborted once whoever asks for its outcome is gone. */
  readonly gone: AbortSignal
  readonly perform: (signal: AbortSignal) => Promise<CallResult>
}

interface Made extends Pick<Calling, 'id' | 'effect'> {
  readonly abort: AbortController
  readonly outcome: Promise<Outcome>
  /** When it ended, epoch ms. */
  endedAt: number | null
}

/** How long a claim or an outcome is kept that nobody comes for, ms: Restate went on with it elsewhere. */
const keptMs = 900_000

// setTimeout takes 31 bits, and fires at once beyond them.
const longestMs = 2 ** 31 - 1

const outcomeOf = (result: CallResult): Outcome =>
  E.isRight(result) ? { _tag: 'Right', right: result.right } : { _tag: 'Left', left: result.left }

export interface CallsOptions {
  readonly maxInFlight: number
  readonly clock: EngineClock
}

/**
 * The calls of this service process, each by a claim that Restate's journal holds before the call begins. Whoever
 * finds a claim in the journal that this process does not know has come after a process that may have made the call.
 */
export const createCalls = ({ maxInFlight, clock }: CallsOptions) => {
  const now = () => clock.now()
  const fromNow = (at: number) => Math.min(Math.max(0, at - now()), longestMs)
  const claimedAt = new Map<string, number>()
  const made = new Map<string, Made>()
  const places = createPlaces(maxInFlight)

  const forget = () => {
    const before = now() - keptMs
    for (const [claim, at] of claimedAt) if (at < before) claimedAt.delete(claim)
    for (const [claim, { endedAt }] of made) if (endedAt !== null && endedAt < before) made.delete(claim)
  }

  const perform = async (
    { until, mayBegin, perform: call }: Calling,
    abort: AbortController,
  ): Promise<Outcome> => {
    const { signal } = abort
    const timer = clock.setTimeout(() => abort.abort(), fromNow(until))
    await places.take()
    try {
      return signal.aborted || !mayBegin() ? { _tag: 'interrupted' } : outcomeOf(await call(signal))
    } finally {
      clock.clearTimeout(timer)
      places.leave()
    }
  }

  /** Once its time is over; never if nobody asks any more. */
  const over = ({ until, gone }: Calling): Promise<void> =>
    new Promise((resolve) => {
      if (gone.aborted) return
      const timer = clock.setTimeout(resolve, fromNow(until))
      gone.addEventListener('abort', () => clock.clearTimeout(timer), { once: true })
    })

  const begin = (claim: string, calling: Calling): Promise<Outcome> => {
    const abort = new AbortController()
    const { id, effect } = calling
    const one: Made = { id, effect, abort, outcome: perform(calling, abort), endedAt: null }
    made.set(claim, one)
    void one.outcome.finally(() => (one.endedAt = now()))
    return one.outcome
  }

  const abortOf = (id: string, isOver: (effect: Effect) => boolean) => {
    for (const one of made.values()) if (one.id === id && isOver(one.effect)) one.abort.abort()
  }

  return {
    /** Names a call that this process is about to make. */
    claim: (): string => {
      forget()
      const claim = crypto.randomUUID()
      claimedAt.set(claim, now())
      return claim
    },
    /**
     * Makes the call of a claim, once, or waits for it where it is under way. Interrupted if the claim is none of this
     * process: a bind only when its time is over, for the process that claimed it may live, and make it still.
     */
    make: async (claim: string, calling: Calling): Promise<Outcome> => {
      const one = made.get(claim)
      if (one !== undefined) return one.outcome
      if (claimedAt.delete(claim)) return begin(claim, calling)
      if (calling.isBind) await over(calling)
      return { _tag: 'interrupted' }
    },
    /** The journal has the outcome. */
    delivered: (claim: string): void => void made.delete(claim),
    /** The record moved on: a call it waits for no more is aborted, if this process makes it. */
    moved: (id: string, snapshot: EnrollmentSnapshot): void =>
      abortOf(id, ({ call, seq }) => callOf(snapshot) !== call || snapshot.context.seq !== seq),
    erased: (id: string): void => abortOf(id, () => true),
    inFlight: (): number => [...made.values()].filter(({ endedAt }) => endedAt === null).length,
    /** Once no call is under way. */
    idle: async (): Promise<void> => {
      await Promise.all([...made.values()].map(({ outcome }) => outcome))
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
