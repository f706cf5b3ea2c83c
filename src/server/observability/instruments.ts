import { loadPrometheus } from './prometheus-package.ts'

/** Seconds; the last but one is the longest `Prefer: wait`. */
const durations = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30]

/** What is asked when metrics are read. */
export interface Levels {
  readonly callsInFlight: () => number
  readonly callsWaiting: () => number
  readonly streams: () => number
  readonly storeWorks: () => number
}

const instrumentsOf = ({ Counter, Gauge, Histogram, Registry: Registered }: typeof import('prom-client')) => {
  const registry = new Registered()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `mfa_enrollment_${name}`, help, labelNames: [...labelNames], registers })
  return {
    registry,
    requests: counter('http_requests_total', 'Answered requests', ['method', 'route', 'status']),
    seconds: new Histogram({
      name: 'mfa_enrollment_http_request_duration_seconds',
      help: 'Until an answer began',
      labelNames: ['method', 'route'],
      buckets: durations,
      registers,
    }),
    refusals: counter('refusals_total', 'Requests that were refused, by reason', ['reason']),
    limits: counter('limits_hit_total', 'Requests that were too many, by limit', ['limit']),
    events: counter('events_total', 'What happened in enrollments (audit events)', ['type', 'factor_type']),
    states: counter('states_entered_total', 'States that enrollments came to', ['state', 'factor_type']),
    errors: counter('errors_total', 'What went wrong in enrollments', ['error', 'factor_type']),
    levels: (levels: Levels) => {
      const gauge = (name: string, help: string, level: () => number) =>
        new Gauge({
          name: `mfa_enrollment_${name}`,
          help,
          registers,
          collect() {
            this.set(level())
          },
        })
      gauge('calls_in_flight', 'Calls of the identity service under way', levels.callsInFlight)
      gauge('calls_waiting', 'Calls that wait for a place', levels.callsWaiting)
      gauge('streams', 'Open streams of server-sent events', levels.streams)
      gauge('store_up', '1 while the store works, else 0', levels.storeWorks)
    },
  }
}
export type Instruments = ReturnType<typeof instrumentsOf>

/** The metrics, if `prom-client` is installed. */
export const loadInstruments = async (): Promise<Instruments | null> => {
  const package_ = await loadPrometheus()
  return package_ && instrumentsOf(package_)
}
