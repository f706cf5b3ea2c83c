import type { ActorOptions } from 'xstate'
import type {
  EnrollmentMachine,
  EnrollmentService,
  ProvideServiceOptions,
  Redacted,
} from '../../machines/index.ts'
import type { EnrollmentHooks } from '../audit/index.ts'
import type { EnrollmentClock } from './clock.ts'

/** What XState calls with each inspection event. */
export type Inspect = NonNullable<ActorOptions<EnrollmentMachine>['inspect']>

export interface CreateEnrollmentOptions extends Omit<ProvideServiceOptions, 'now'>, EnrollmentHooks {
  readonly service: EnrollmentService
  /** 128 random bits; `crypto.randomUUID()` by default. A restored enrollment keeps its own. */
  readonly enrollmentId?: string
  /** The system's clock by default. */
  readonly clock?: EnrollmentClock
  /** XState's inspection observer. It sees every event; secrets in them print as `<redacted>`. */
  readonly inspect?: Inspect
  /** A stored record (`persist()`), to go on from; null for none. What cannot be read starts as `expired` with an error. */
  readonly record?: unknown
  /** The opened secrets of that record; without them, what they were needed for starts anew. */
  readonly secrets?: Redacted<string> | undefined
}
