import { vendorLimits, type ServiceLimits } from '../../../machines/index.ts'
import { createSealer, type Sealer } from '../sealing/sealer.ts'
import { SealingKeyError } from '../sealing/sealing-key.ts'
import type { EngineClock, EngineOptions } from './engine.ts'
import { systemClock } from './system-clock.ts'

export interface Settings {
  readonly clock: EngineClock
  readonly limits: ServiceLimits
  readonly sealer: Sealer
  readonly leaseMs: number
  readonly cancelAfterMs: number
  readonly eraseAfterMs: number
  readonly maxInFlight: number
  readonly maxWaiting: number
}

const sealerOf = ({ keys: [newest, ...older] }: EngineOptions): Sealer => {
  if (newest === undefined)
    throw new SealingKeyError('An engine needs a sealing key. Make one with: mfa-enroll key')
  return createSealer([newest, ...older])
}

const atLeast = (name: string, value: number, least: number): number => {
  if (Number.isFinite(value) && value >= least) return value
  throw new RangeError(`${name} must be a number, ${least} or more`)
}

/** The options with what stands in where nothing was said; a RangeError for numbers that cannot work. */
export const settingsOf = (options: EngineOptions): Settings => ({
  clock: options.clock ?? systemClock,
  limits: options.limits ?? vendorLimits,
  sealer: sealerOf(options),
  leaseMs: atLeast('leaseMs', options.leaseMs ?? 15_000, 100),
  cancelAfterMs: atLeast('cancelAfterMs', options.cancelAfterMs ?? 86_400_000, 0),
  eraseAfterMs: atLeast('eraseAfterMs', options.eraseAfterMs ?? 604_800_000, 0),
  maxInFlight: atLeast('maxInFlight', options.maxInFlight ?? 64, 1),
  maxWaiting: atLeast('maxWaiting', options.maxWaiting ?? 1_000, 0),
})
