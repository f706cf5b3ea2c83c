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

/** What the handlers share, and how they call the service. */
export const hostOf = (
  options: EnrollmentEndpointOptions,
): { readonly host: Host; readonly perform: Perform } => {
  const now = () => systemClock.now()
  const { report } = createReports(options.onDefect)
  const callTimeoutMs = atLeast('callTimeoutMs', options.callTimeoutMs ?? 60_000, 100)
  const patience = createPatience(systemClock, callTimeoutMs)
  const calls = createCalls({ maxInFlight: atLeast('maxInFlight', options.maxInFlight ?? 64, 1), now })
  return {
    host: {
      name: checkedName(options.name),
      sealer: sealerOf(options.keys),
      limits: options.limits ?? vendorLimits,
      callTimeoutMs,
      cancelAfterMs: atLeast('cancelAfterMs', options.cancelAfterMs ?? 86_400_000, 0),
      eraseAfterMs: atLeast('eraseAfterMs', options.eraseAfterMs ?? 604_800_000, 0),
      calls,
      hooksAt: (at) => createHooks(options, () => at),
      onTransition: options.onTransition,
      now,
      report,
    },
    perform: createPerforming({ options, callLimitMs: callTimeoutMs, patience, now, report }),
  }
}
