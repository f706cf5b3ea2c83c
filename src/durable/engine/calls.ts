import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect } from '../step/effect.ts'
import type { EngineClock } from './engine.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createLeaseWatch, type LeaseWatch } from './lease-watch.ts'
import type { Lease, Leases } from './leases.ts'
import type { CallResult, Permit } from './performing.ts'
import { createPlaces } from './places.ts'

/** A call to be made for a row that was committed with a lease. */
export interface Calling {
  readonly effect: Effect
  readonly lease: Lease
  readonly perform: (permit: Permit) => Promise<CallResult>
}

interface Held extends Omit<Calling, 'lease'> {
  readonly id: string
  readonly abort: AbortController
  readonly watch: LeaseWatch
  /** `answered`: its result is on its way to the row, and compare-and-set will judge it, however late. */
  stage: 'waiting' | 'underWay' | 'answered'
  isProlonging: boolean
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

/**
 * The calls that this engine has under way or waiting, each with the lease of its row. A call whose lease ends is
 * let go: whoever looks next finds the lease over, this engine's own schedule among them, and restores the row.
 */
export const createCalls = (options: CallsOptions) => {
  const { clock, leaseMs, maxInFlight, maxWaiting, leases, settled } = options
  const held = new Map<string, Held>()
  const waiting: Held[] = []
  let inFlight = 0
  let empty: (() => void) | null = null
  let isStopped = false

  const places = createPlaces((promised) => maxInFlight + maxWaiting - held.size - promised)
  const isHeld = (mine: Held) => held.get(mine.id) === mine

  const letGo = ({ watch, abort }: Held) => {
    watch.end()
    abort.abort()
  }

  const drop = (mine: Held) => {
    if (!isHeld(mine)) return
    held.delete(mine.id)
    letGo(mine)
    if (held.size > 0) return
    heartbeat.disarm()
    empty?.()
  }

  /** Others may run it by now, or soon: nothing is begun for it any more. */
  const maySend = (mine: Held): boolean => {
    if (isHeld(mine) && mine.watch.maySend()) return true
    if (mine.stage !== 'answered') drop(mine)
    return false
  }

  const prolong = async (mine: Held) => {
    if (mine.isProlonging) return
    mine.isProlonging = true
    const before = mine.watch.lease()
    const after = await leases.prolong(before)
    mine.isProlonging = false
    // Of a revision that moved on meanwhile, the next beat will tell.
    if (!isHeld(mine) || mine.watch.lease() !== before || after === before) return
    if (after === null) return drop(mine)
    mine.watch.prolonged(after)
    if (mine.stage === 'waiting') maySend(mine)
  }

  const heartbeat = createHeartbeat({
    clock,
    everyMs: Math.ceil(leaseMs / 3),
    beat: () => {
      for (const mine of held.values()) void prolong(mine)
    },
    isIdle: () => held.size === 0,
  })

  const run = async (mine: Held) => {
    inFlight += 1
    mine.stage = 'underWay'
    const result = await mine.perform({ signal: mine.abort.signal, maySend: () => maySend(mine) })
    inFlight -= 1
    mine.stage = 'answered'
    next()
    // What was let go, or aborted because the record moved on, has no say any more.
    if (!isHeld(mine)) return
    await settled(mine.id, mine.effect, result, () => isHeld(mine))
    drop(mine)
  }

  const next = () => {
    while (inFlight < maxInFlight) {
      const mine = waiting.shift()
      if (mine === undefined) return
      if (maySend(mine)) void run(mine)
    }
  }

  return {
    counts: () => ({ inFlight, waiting: waiting.filter(isHeld).length }),
    hasRoom: places.hasRoom,
    place: places.place,
    holds: (id: string): boolean => held.has(id),
    /** Whatever was held for that row is over. */
    start: ({ effect, lease, perform }: Calling): void => {
      if (isStopped) return void leases.release(lease)
      const { id } = lease
      const over = () => {
        if (mine.stage !== 'answered') drop(mine)
      }
      const watch = createLeaseWatch(lease, { clock, leaseMs, over })
      const abort = new AbortController()
      const mine: Held = { id, effect, perform, abort, watch, stage: 'waiting', isProlonging: false }
      // The lease of the one before is this one's now: a row has one.
      const before = held.get(id)
      held.set(id, mine)
      if (before !== undefined) letGo(before)
      if (!maySend(mine)) return
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
      const { effect, watch } = mine
      if (due !== null && callOf(snapshot) === effect.call && snapshot.context.seq === effect.seq)
        watch.renewed({ ...watch.lease(), revision, until: due })
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
      // An aborted bind may arrive all the same, in a while: who looks before its lease is over looks too early.
      const mayArrive = ({ stage, effect }: Held) => stage === 'underWay' && effect.call === 'enrollFactor'
      const released = left.filter((mine) => !mayArrive(mine)).map(({ watch }) => watch.lease())
      for (const mine of left) drop(mine)
      await Promise.all(released.map(leases.release))
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
