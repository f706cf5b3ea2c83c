import { vendorLimits } from '../../../machines/index.ts'
import { createHooks } from '../../audit/index.ts'
import { createPatience, createPerforming, createReports, systemClock } from '../../durable/host/index.ts'
import { checkedName } from '../names.ts'
import { sealerOf } from '../sealer-of.ts'
import { createCalls } from '../object/calls.ts'
import type { Host } from '../object/host.ts'
import type { Perform } from '../object/run.ts'
import type { EnrollmentEndpointOptions } from './options.ts'

const atLeast = (name: string, value: number, least: number): number => {
  if (Number.isFinite(value) && value >= least) return value
  throw new RangeError(`${name} must be a number, ${least} or more`)
}

/** Restate cuts the connection of a handler that says nothing for eleven minutes (`abort-timeout`), ms. */
const longestCallMs = 600_000

const checkedCallTimeout = (ms: number): number => {
  if (ms <= longestCallMs) return atLeast('callTimeoutMs', ms, 100)
  throw new RangeError(`callTimeoutMs must be ${longestCallMs} at most: Restate gives up then`)
}

/** What the handlers share, and how they call the service. `changed` hears of each row that Restate has anew. */
export const hostOf = (
  options: EnrollmentEndpointOptions,
  changed: Host['changed'],
): { readonly host: Host; readonly perform: Perform } => {
  const now = () => systemClock.now()
  const { report } = createReports(options.onDefect)
  const callTimeoutMs = checkedCallTimeout(options.callTimeoutMs ?? 60_000)
  const patience = createPatience(systemClock, callTimeoutMs)
  const calls = createCalls({
    maxInFlight: atLeast('maxInFlight', options.maxInFlight ?? 64, 1),
    clock: systemClock,
  })
  return {
    host: {
      name: checkedName(options.name),
      sealer: sealerOf(options.keys),
      limits: options.limits ?? vendorLimits,
      callTimeoutMs,
      bindTimeoutMs: Math.min(callTimeoutMs, atLeast('bindTimeoutMs', options.bindTimeoutMs ?? 20_000, 100)),
      cancelAfterMs: atLeast('cancelAfterMs', options.cancelAfterMs ?? 86_400_000, 0),
      eraseAfterMs: atLeast('eraseAfterMs', options.eraseAfterMs ?? 604_800_000, 0),
      calls,
      hooksAt: (at) => createHooks(options, () => at),
      onTransition: options.onTransition,
      changed,
      now,
      report,
    },
    perform: createPerforming({ options, callLimitMs: callTimeoutMs, patience, now, report }),
  }
}
