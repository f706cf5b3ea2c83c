import type { AuditEvent } from '../../audit/index.ts'
import type { EngineClock, EngineOptions } from '../../durable/index.ts'
import { createRecordings, type Recordings } from '../recordings/recordings.ts'
import { systemClock } from '../clock.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** What a server knows of its engine's enrollments beside its own requests: made first, then given to both. */
export interface Observation {
  /** For the engine. */
  readonly onEvent: (event: AuditEvent) => void
  /** For the engine. */
  readonly onTransition: NonNullable<EngineOptions['onTransition']>
  readonly metrics: Metrics
  readonly recordings: Recordings
}

/**
 * Metrics and recordings of one engine and the server over it. Metrics need `prom-client`; without it nothing is
 * counted, and `/metrics` says so.
 *
 * @example
 * const observation = createObservation()
 * const engine = createEngine({ store, keys, service, onEvent: observation.onEvent, onTransition: observation.onTransition })
 * const server = createEnrollmentServer({ engine, authenticate, limits, observation })
 */
export const createObservation = ({
  clock = systemClock,
}: { readonly clock?: Pick<EngineClock, 'now'> } = {}): Observation => {
  const metrics = createMetrics()
  const recordings = createRecordings({ now: () => clock.now() })
  return { onEvent: metrics.happened, onTransition: recordings.heard, metrics, recordings }
}
