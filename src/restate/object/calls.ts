import * as E from '#fp-ts/Either'
import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect } from '../../durable/index.ts'
import type { CallResult } from '../../durable/host/index.ts'
import type { Outcome } from '../wire/messages.ts'
import { createPlaces } from './places.ts'

/** A call, and for which enrollment. */
export interface Calling {
  readonly id: string
  readonly effect: Effect
  /** Epoch ms: later it is not begun. */
  readonly until: number
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

const outcomeOf = (result: CallResult): Outcome =>
  E.isRight(result) ? { _tag: 'Right', right: result.right } : { _tag: 'Left', left: result.left }

export interface CallsOptions {
  readonly maxInFlight: number
  readonly now: () => number
}

/**
 * The calls of this service process, each by a claim that Restate's journal holds before the call begins. Whoever
 * finds a claim in the journal that this process does not know has come after a process that may have made the call.
 */
export const createCalls = ({ maxInFlight, now }: CallsOptions) => {
  const claimedAt = new Map<string, number>()
  const made = new Map<string, Made>()
  const places = createPlaces(maxInFlight)

  const forget = () => {
    const before = now() - keptMs
    for (const [claim, at] of claimedAt) if (at < before) claimedAt.delete(claim)
    for (const [claim, { endedAt }] of made) if (endedAt !== null && endedAt < before) made.delete(claim)
  }

  const perform = async (
    { until, perform: call }: Calling,
    { signal }: AbortController,
  ): Promise<Outcome> => {
    await places.take()
    try {
      return signal.aborted || now() >= until ? { _tag: 'interrupted' } : outcomeOf(await call(signal))
    } finally {
      places.leave()
    }
  }

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
    /** Makes the call of a claim, once, or waits for it where it is under way; interrupted if the claim is none of this process. */
    make: (claim: string, calling: Calling): Promise<Outcome> => {
      const one = made.get(claim)
      if (one !== undefined) return one.outcome
      return claimedAt.delete(claim) ? begin(claim, calling) : Promise.resolve({ _tag: 'interrupted' })
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
