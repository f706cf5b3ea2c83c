import type { AuditEvent } from '../../audit/index.ts'
import type { RequestLog } from '../request-log.ts'
import { loadInstruments, type Instruments, type Levels } from './instruments.ts'

/**
 * What is counted. No label is ever an id, a person or contact data: each is one of a small, known set.
 */
export interface Metrics {
  readonly answered: (log: RequestLog) => void
  readonly limitHit: (limit: string) => void
  readonly happened: (event: AuditEvent) => void
  readonly levels: (levels: Levels) => void
  /** In Prometheus' text format, and its content type; null if `prom-client` is not installed. */
  readonly text: () => Promise<{ readonly text: string; readonly contentType: string } | null>
}

/** Methods are anybody's word. */
const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'DELETE',
  'OPTIONS',
  'PUT',
  'PATCH',
])

const observed = (event: AuditEvent, { events, states, errors }: Instruments) => {
  const factor_type = event.factorType ?? 'none'
  events.inc({ type: event.type, factor_type })
  if (event.type !== 'command.refused' && event.type !== 'enrollment.resumed')
    states.inc({ state: event.state, factor_type })
  if ('error' in event && event.error !== null) errors.inc({ error: event.error.tag, factor_type })
}

export const createMetrics = (): Metrics => {
  let instruments: Instruments | null = null
  // The package is there in a moment, and nothing of that moment is lost.
  let early: ((loaded: Instruments) => void)[] | null = []
  const loaded = loadInstruments().then((found) => {
    instruments = found
    if (found !== null) for (const observe of early ?? []) observe(found)
    early = null
    return found
  })

  const observe = (observation: (loaded: Instruments) => void) => {
    if (instruments !== null) observation(instruments)
    else early?.push(observation)
  }

  return {
    answered: ({ method, route, status, ms, reason }) =>
      observe(({ requests, seconds, refusals }) => {
        const label = knownMethods.has(method) ? method : 'other'
        requests.inc({ method: label, route, status: String(status) })
        seconds.observe({ method: label, route }, ms / 1000)
        if (reason !== undefined) refusals.inc({ reason })
      }),
    limitHit: (limit) => observe(({ limits }) => limits.inc({ limit })),
    happened: (event) => observe((all) => observed(event, all)),
    levels: (levels) => observe((all) => all.levels(levels)),
    text: async () => {
      const found = await loaded
      return found && { text: await found.registry.metrics(), contentType: found.registry.contentType }
    },
  }
}
