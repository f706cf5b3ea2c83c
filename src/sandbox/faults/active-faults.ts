import * as E from '#fp-ts/Either'
import type { SandboxClock } from '../clock.ts'
import type { Endpoint } from '../endpoint.ts'
import type { RefusedFault } from './fault-kinds.ts'
import { Fault, whyNoFault, type Disturbance } from './fault.ts'

type Countable = Exclude<Fault, RefusedFault>

/** The faults in force. */
export interface Faults {
  /** @throws TypeError for what is no fault, naming the field and what it must be. */
  readonly add: (fault: Fault) => void
  readonly list: () => readonly Fault[]
  /** Without an endpoint, all of them. Of `*` or all, it ends a `refused` at once. */
  readonly clear: (endpoint?: Fault['endpoint']) => void
  /**
   * Tells whenever calls begin or cease to be refused, for whoever puts `fetch` behind a server of their own.
   * Answers the way to stop listening.
   */
  readonly watchRefused: (hear: (refused: boolean) => void) => () => void
}

/** What a request meets: the sums of the latencies and skews, and the first fault that spoils the reply. */
export interface Met {
  readonly latencyMs: number
  readonly skewMs: number
  readonly disturbance: Disturbance | null
}

/** The faults as the way of every request sees them. */
export interface MeetFaults {
  readonly isRefused: () => boolean
  /** Spends one time of each fault it meets that counts its times. */
  readonly meet: (endpoint: Endpoint) => Met
  /** How far the clock is off for every endpoint. Spends nothing. */
  readonly skewMs: () => number
}

const sum = (all: readonly { readonly ms: number }[]): number => all.reduce((total, { ms }) => total + ms, 0)

export const createFaults = (clock: SandboxClock): Faults & MeetFaults => {
  let active: readonly Countable[] = []
  const outages = new Map<RefusedFault, unknown>()
  const listeners = new Set<(refused: boolean) => void>()

  const changeOutages = (change: () => void): void => {
    const before = outages.size > 0
    change()
    const after = outages.size > 0
    if (before !== after) for (const hear of listeners) hear(after)
  }
  const refuse = (fault: RefusedFault): void =>
    changeOutages(() => {
      const timer = clock.setTimeout(() => changeOutages(() => outages.delete(fault)), fault.ms)
      outages.set(fault, timer)
    })
  const endOutages = (): void =>
    changeOutages(() => {
      for (const timer of outages.values()) clock.clearTimeout(timer)
      outages.clear()
    })

  const spend = (spent: readonly Countable[]): void => {
    active = active.flatMap((one) => {
      if (!spent.includes(one) || one.times === undefined) return [one]
      return one.times > 1 ? [{ ...one, times: one.times - 1 }] : []
    })
  }

  return {
    add: (input) => {
      const decoded = Fault.decode(input)
      if (E.isLeft(decoded)) throw new TypeError(whyNoFault(decoded.left))
      const fault = decoded.right
      if (fault.kind === 'refused') return refuse(fault)
      if (fault.times !== 0) active = [...active, fault]
    },
    list: () => [...outages.keys(), ...active],
    clear: (endpoint) => {
      active = endpoint === undefined ? [] : active.filter((one) => one.endpoint !== endpoint)
      if (endpoint === undefined || endpoint === '*') endOutages()
    },
    watchRefused: (hear) => {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    isRefused: () => outages.size > 0,
    meet: (endpoint) => {
      const here = active.filter((one) => one.endpoint === endpoint || one.endpoint === '*')
      const latencies = here.filter((one) => one.kind === 'latency')
      const skews = here.filter((one) => one.kind === 'clockSkew')
      const isDisturbance = (one: Countable): one is Countable & Disturbance =>
        one.kind !== 'latency' && one.kind !== 'clockSkew'
      const disturbance = here.find(isDisturbance)
      spend([...latencies, ...skews, ...(disturbance === undefined ? [] : [disturbance])])
      return { latencyMs: sum(latencies), skewMs: sum(skews), disturbance: disturbance ?? null }
    },
    skewMs: () =>
      sum(active.filter((one) => one.kind === 'clockSkew').filter(({ endpoint }) => endpoint === '*')),
  }
}
