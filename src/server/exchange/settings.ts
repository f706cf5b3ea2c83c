import type { Closing } from '../closing.ts'
import type { EngineClock } from '../../durable/index.ts'
import { exactOrigins } from '../forgery/exact-origins.ts'
import { hostNames } from '../forgery/own-host.ts'
import { createObservation, type Observation } from '../observability/observation.ts'
import type { EnrollmentServerOptions } from '../options.ts'
import { systemClock } from '../clock.ts'

/** The options with what stands in where nothing was said. */
export interface Settings extends EnrollmentServerOptions {
  readonly basePath: string
  readonly origins: readonly string[]
  readonly adminHosts: readonly string[]
  readonly trustProxy: boolean | number
  readonly mostStreams: number
  readonly observation: Observation
  readonly clock: EngineClock
  /** Tells the host of what was thrown, whatever the host makes of it. */
  readonly report: (defect: unknown) => void
  /** The server stops. */
  readonly closing: Closing
}

const basePathOf = (basePath: string): string => {
  if (/^(?:\/[\w.~-]+)*$/.test(basePath)) return basePath
  throw new RangeError('basePath must be empty, or begin with a slash and not end with one: /mfa')
}

const trustProxyOf = (trustProxy: boolean | number): boolean | number => {
  if (typeof trustProxy === 'boolean' || (Number.isSafeInteger(trustProxy) && trustProxy >= 0))
    return trustProxy
  throw new RangeError('trustProxy must be a whole number: how many proxies of yours a request passes')
}

const mostStreamsOf = (mostStreams: number): number => {
  if (Number.isSafeInteger(mostStreams) && mostStreams > 0) return mostStreams
  throw new RangeError('mostStreams must be a whole number above zero: how many streams may be open at once')
}

/** A hook that is never asked would be taken for protection. */
const checkHooks = ({ beforeRemoval, onRemoval, directory }: EnrollmentServerOptions): void => {
  if (directory === undefined && (beforeRemoval !== undefined || onRemoval !== undefined))
    throw new RangeError('beforeRemoval and onRemoval need directory: without it nothing can be taken off')
}

/** @throws RangeError for an option that cannot work. */
export const settingsOf = (options: EnrollmentServerOptions, closing: Closing): Settings => {
  checkHooks(options)
  const { onDefect, clock = systemClock, observation = createObservation({ clock }) } = options
  return {
    ...options,
    basePath: basePathOf(options.basePath ?? ''),
    origins: exactOrigins(options.origins ?? []),
    adminHosts: hostNames(options.adminHosts ?? []),
    trustProxy: trustProxyOf(options.trustProxy ?? false),
    mostStreams: mostStreamsOf(options.mostStreams ?? 10_000),
    observation,
    clock,
    closing,
    report: (defect) => {
      try {
        onDefect?.(defect)
      } catch {
        // A reporter with a defect of its own must not take the request with it.
      }
    },
  }
}
