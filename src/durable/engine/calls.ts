import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect } from '../step/effect.ts'
import type { EngineClock } from './engine.ts'
import { createHeartbeat } from './heartbeat.ts'
import type { Lease, Leases } from './leases.ts'
import type { CallResult } from './performing.ts'

/** A call to be made for a row that was committed with a lease. */
export interface Calling {
  readonly effect: Effect
  readonly lease: Lease
  readonly perform: (signal: AbortSignal) => Promise<CallResult>
}

interface Held extends Omit<Calling, 'lease'> {
  readonly id: string
  readonly abort: AbortController
  lease: Lease
}

export interface CallsOptions {
  readonly clock: EngineClock
  readonly leaseMs: number
  readonly maxInFlight: number
  readonly maxWaiting: number
  readonly leases: Leases
  /** Brings the result to its row; `isHeld` turns false once nobody waits for it. */
  readonly settled: (id: string, effect: Effect, result: CallResult, isHeld: () => boolean) => Promise<void>
}

/** The calls that this engine has under way or waiting, each with the lease of its row. */
export const createCalls = (options: CallsOptions) => {
  const { clock, leaseMs, maxInFlight, maxWaiting, leases, settled } = options
  const held = new Map<string, Held>()
  const waiting: Held[] = []
  let inFlight = 0
  /** Places of commands that are about to begin a call. */
  let promised = 0
  let empty: (() => void) | null = null
  let isStopped = false

  const hasRoom = (): boolean => held.size + promised < maxInFlight + maxWaiting
  const isHeld = (mine: Held) => held.get(mine.id) === mine

  const drop = (mine: Held) => {
    if (!isHeld(mine)) return
    held.delete(mine.id)
    mine.abort.abort()
    if (held.size > 0) return
    heartbeat.disarm()
    empty?.()
  }

  const prolong = async (mine: Held) => {
    const before = mine.lease
    const after = await leases.prolong(before)
    // Of a revision that moved on meanwhile, the next beat will tell.
    if (!isHeld(mine) || mine.lease !== before) return
    if (after === null) return drop(mine)
    mine.lease = after
    // It could not be prolonged, and others may take the row: what it runs must not run beside theirs.
    if (after.until <= clock.now()) mine.abort.abort()
  }

  const heartbeat = createHeartbeat({
    clock,
    everyMs: Math.ceil(leaseMs / 3),
    beat: async () => void (await Promise.all([...held.values()].map(prolong))),
    isIdle: () => held.size === 0,
  })

  const run = async (mine: Held) => {
    inFlight += 1
    const result = await mine.perform(mine.abort.signal)
    inFlight -= 1
    next()
    // What was aborted because the record moved on has no say any more.
    if (!isHeld(mine)) return
    await settled(mine.id, mine.effect, result, () => isHeld(mine))
    drop(mine)
  }

  const next = () => {
    while (inFlight < maxInFlight) {
      const mine = waiting.shift()
      if (mine === undefined) return
      if (isHeld(mine)) void run(mine)
    }
  }

  return {
    counts: () => ({ inFlight, waiting: waiting.filter(isHeld).length }),
    hasRoom,
    /** A place for a call that a command may begin. `leave` it when the call has begun, or will not. */
    place: () => {
      let isTaken = false
      return {
        take: (): boolean => {
          if (isTaken) return true
          isTaken = hasRoom()
          if (isTaken) promised += 1
          return isTaken
        },
        leave: () => {
          if (isTaken) promised -= 1
          isTaken = false
        },
      }
    },
    holds: (id: string): boolean => held.has(id),
    /** Whatever was held for that row is over. */
    start: ({ effect, lease, perform }: Calling): void => {
      if (isStopped) return void leases.release(lease)
      const mine: Held = { id: lease.id, effect, lease, perform, abort: new AbortController() }
      held.get(lease.id)?.abort.abort()
      held.set(lease.id, mine)
      waiting.push(mine)
      heartbeat.arm()
      next()
    },
    /** The record was committed anew: its call goes on if the record still waits for it, and is aborted if not. */
    moved: (
      snapshot: EnrollmentSnapshot,
      { id, revision, due }: Pick<Lease, 'id' | 'revision'> & { readonly due: number | null },
    ): void => {
      const mine = held.get(id)
      if (mine === undefined) return
      const { effect } = mine
      if (due !== null && callOf(snapshot) === effect.call && snapshot.context.seq === effect.seq)
        mine.lease = { ...mine.lease, revision, until: due }
      else drop(mine)
    },
    erased: (id: string): void => {
      const mine = held.get(id)
      if (mine !== undefined) drop(mine)
    },
    /** Waits until nothing is held, `graceMs` at most; what is left is aborted, for others to take over. */
    stop: async (graceMs: number): Promise<void> => {
      if (held.size > 0 && graceMs > 0)
        await new Promise<void>((resolve) => {
          const timer = clock.setTimeout(resolve, graceMs)
          empty = () => {
            clock.clearTimeout(timer)
            resolve()
          }
        })
      isStopped = true
      empty = null
      const left = [...held.values()]
      for (const mine of left) drop(mine)
      await Promise.all(left.map(({ lease }) => leases.release(lease)))
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
