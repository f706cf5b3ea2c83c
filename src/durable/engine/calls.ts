import * as E from '#fp-ts/Either'
import type { EnrollmentSnapshot, ServiceCalls } from '../../../machines/index.ts'
import { callOf, type Effect } from '../step/effect.ts'
import type { EngineClock } from './engine.ts'

/** How a call ended, as `ServiceCalls` tells it; a Left also for what it threw. */
export type CallResult = E.Either<unknown, unknown>

interface Held {
  readonly effect: Effect
  readonly calls: ServiceCalls
  readonly abort: AbortController
  /** Of the row, which names the lease. */
  revision: number
}

export interface CallsOptions {
  readonly clock: EngineClock
  readonly leaseMs: number
  readonly maxInFlight: number
  readonly maxWaiting: number
  /** Prolongs the leases of these rows; gives the ids of those that are not ours any more. */
  readonly prolong: (
    held: readonly { readonly id: string; readonly revision: number }[],
  ) => Promise<readonly string[]>
  readonly settled: (id: string, effect: Effect, result: CallResult) => Promise<void>
}

/** Inputs and calls belong together, which only a switch can tell the compiler. */
const perform = (calls: ServiceCalls, effect: Effect, signal: AbortSignal): Promise<CallResult> => {
  switch (effect.call) {
    case 'sendEnrollFactorRequest':
      return calls.sendEnrollFactorRequest(effect.input, signal)()
    case 'enrollFactor':
      return calls.enrollFactor(effect.input, signal)()
    case 'listEnrolledFactors':
      return calls.listEnrolledFactors(effect.input, signal)()
  }
}

const ended = async ({ calls, effect, abort }: Held): Promise<CallResult> => {
  try {
    return await perform(calls, effect, abort.signal)
  } catch (cause) {
    return E.left(cause)
  }
}

/** The calls that this engine has under way or waiting, each with the lease of its row. */
export const createCalls = ({ clock, leaseMs, maxInFlight, maxWaiting, prolong, settled }: CallsOptions) => {
  const held = new Map<string, Held>()
  const waiting: string[] = []
  let inFlight = 0
  let heartbeat: { readonly timer: unknown } | null = null
  let empty: (() => void) | null = null

  const isHeld = (id: string, mine: Held) => held.get(id) === mine

  const drop = (id: string, mine: Held) => {
    if (!isHeld(id, mine)) return
    held.delete(id)
    mine.abort.abort()
    if (held.size > 0) return
    if (heartbeat !== null) clock.clearTimeout(heartbeat.timer)
    heartbeat = null
    empty?.()
  }

  const beat = async () => {
    heartbeat = null
    const leases = [...held].map(([id, { revision }]) => ({ id, revision }))
    const lost = await prolong(leases)
    for (const id of lost) {
      const mine = held.get(id)
      // Of a revision that moved on meanwhile, the next beat will tell.
      if (mine !== undefined && leases.some((lease) => lease.id === id && lease.revision === mine.revision))
        drop(id, mine)
    }
    keepBeating()
  }

  const keepBeating = () => {
    if (heartbeat === null && held.size > 0)
      heartbeat = { timer: clock.setTimeout(() => void beat(), Math.ceil(leaseMs / 3)) }
  }

  const next = () => {
    while (inFlight < maxInFlight) {
      const id = waiting.shift()
      if (id === undefined) return
      const mine = held.get(id)
      if (mine !== undefined) void run(id, mine)
    }
  }

  const run = async (id: string, mine: Held) => {
    inFlight += 1
    const result = await ended(mine)
    inFlight -= 1
    next()
    // What was aborted because the record moved on has no say any more.
    if (!isHeld(id, mine)) return
    await settled(id, mine.effect, result)
    drop(id, mine)
  }

  return {
    hasRoom: (): boolean => waiting.length < maxWaiting,
    counts: () => ({ inFlight, waiting: waiting.length }),
    /** Runs a call whose row was committed with a lease; whatever was held for that id is over. */
    start: (id: string, effect: Effect, calls: ServiceCalls, revision: number): void => {
      const before = held.get(id)
      held.set(id, { effect, calls, abort: new AbortController(), revision })
      before?.abort.abort()
      waiting.push(id)
      keepBeating()
      next()
    },
    /** The record was committed anew: its call goes on if the record still waits for it, and is aborted if not. */
    moved: (id: string, snapshot: EnrollmentSnapshot, revision: number): void => {
      const mine = held.get(id)
      if (mine === undefined) return
      const { effect } = mine
      if (callOf(snapshot) === effect.call && snapshot.context.seq === effect.seq) mine.revision = revision
      else drop(id, mine)
    },
    /** Waits until nothing is held, `graceMs` at most; gives what is left, aborted, for others to take over. */
    stop: async (graceMs: number): Promise<readonly { readonly id: string; readonly revision: number }[]> => {
      if (held.size > 0)
        await new Promise<void>((resolve) => {
          const timer = clock.setTimeout(resolve, graceMs)
          empty = () => {
            clock.clearTimeout(timer)
            resolve()
          }
        })
      empty = null
      const left = [...held]
      for (const [id, mine] of left) drop(id, mine)
      return left.map(([id, { revision }]) => ({ id, revision }))
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
