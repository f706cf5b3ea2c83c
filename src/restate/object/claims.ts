import * as t from 'io-ts'
import type { Effect } from '../../durable/index.ts'
import type { Host } from './host.ts'

/**
 * Who makes a call, and until when: epoch ms, by which it is over or aborted. Null if it came too late to be made. It
 * stands in the journal, so whoever comes after a process that was lost knows how long that may go on unseen.
 */
export const Claim = t.union([
  t.readonly(t.exact(t.type({ name: t.string, until: t.number }), 'Claim')),
  t.null,
])
export type Claim = t.TypeOf<typeof Claim>

type Times = Pick<Host, 'now' | 'bindTimeoutMs'>

/** A bind cannot be taken back, and must not be made while another may arrive. */
export const isBind = ({ call }: Pick<Effect, 'call'>): boolean => call === 'enrollFactor'

/** What is sent reaches the service in a while, and the clocks of others may be ahead of ours, ms. */
const leeway = { bind: 5_000, other: 0 }

/** Whether a call may be begun, or go on to its next request, that must be over by then. */
export const mayBegin = (effect: Effect, until: number, { now, bindTimeoutMs }: Times): boolean =>
  now() < until - (isBind(effect) ? Math.min(leeway.bind, bindTimeoutMs / 3) : leeway.other)

/** The claim of a call whose enrollment waits for it until `due`. */
export const newClaim = (
  effect: Effect,
  due: number,
  host: Times & { readonly calls: Pick<Host['calls'], 'claim'> },
): Claim => {
  const until = isBind(effect) ? Math.min(due, host.now() + host.bindTimeoutMs) : due
  return mayBegin(effect, until, host) ? { name: host.calls.claim(), until } : null
}

/** Stands for one that cannot be read here, so is none of ours: its call may take all the time there is. */
export const unknownClaim = (due: number): Claim => ({ name: '', until: due })
