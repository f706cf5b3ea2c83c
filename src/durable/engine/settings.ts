import { checkOptions, limitsOf, vendorLimits, type ServiceLimits } from '../../../machines/index.ts'
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
  readonly callLimitMs: number
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

/** @throws TypeError for what callers without types may have left out, or given in another form. */
const assertGiven = ({
  store,
  keys,
  service,
  clock = systemClock,
  ...others
}: Partial<EngineOptions>): void => {
  for (const name of ['read', 'readDue', 'nextDue', 'commit'] as const)
    if (!isFunction(store?.[name]))
      throw new TypeError(`store must be an EnrollmentStore, with a function ${name}: sqliteStore makes one`)
  if (!Array.isArray(keys))
    throw new TypeError('keys must be a list: sealingKeysOfEnvironment(process.env) gives one')
  if (!isFunction(service))
    throw new TypeError(
      'service must be a function that gives the service for one person: ({ accessToken }) => …',
    )
  for (const name of ['now', 'setTimeout', 'clearTimeout'] as const)
    if (!isFunction(clock[name])) throw new TypeError(`clock must have a function ${name}`)
  if (!Number.isFinite(clock.now()))
    throw new TypeError('clock.now must give epoch milliseconds, as Date.now does')
  checkOptions({ ...others, now: () => clock.now() })
  for (const name of ['onEvent', 'onBound', 'onDefect', 'beforeEnrollment'] as const)
    if (others[name] !== undefined && !isFunction(others[name]))
      throw new TypeError(`${name} must be a function`)
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

const countAtLeast = (name: string, value: number, least: number): number => {
  if (Number.isInteger(value) && value >= least) return value
  throw new RangeError(`${name} must be a whole number, ${least} or more`)
}

const checkedSettings = (options: EngineOptions): Settings => ({
  clock: options.clock ?? systemClock,
  limits: limitsOf({ limits: options.limits ?? vendorLimits }),
  sealer: sealerOf(options),
  leaseMs: atLeast('leaseMs', options.leaseMs ?? 15_000, 100),
  cancelAfterMs: atLeast('cancelAfterMs', options.cancelAfterMs ?? 86_400_000, 0),
  eraseAfterMs: atLeast('eraseAfterMs', options.eraseAfterMs ?? 604_800_000, 0),
  maxInFlight: countAtLeast('maxInFlight', options.maxInFlight ?? 64, 1),
  maxWaiting: countAtLeast('maxWaiting', options.maxWaiting ?? 1_000, 0),
  callLimitMs: atLeast('callLimitMs', options.callLimitMs ?? 60_000, 1),
})

/** The options with what stands in where nothing was said; a TypeError or RangeError for what cannot work. */
export const settingsOf = (options: EngineOptions): Settings => {
  assertGiven(options)
  return checkedSettings(options)
}
