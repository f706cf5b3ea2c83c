import * as t from 'io-ts'
import { Endpoint } from './endpoint.ts'

const fault = <K extends string, P extends t.Props, O extends t.Props>(kind: K, required: P, optional: O) =>
  t.readonly(
    t.exact(
      t.intersection([
        t.type({ kind: t.literal(kind), endpoint: t.union([Endpoint, t.literal('*')]), ...required }),
        t.partial({ times: t.number, ...optional }),
      ]),
    ),
  )

const Latency = fault('latency', { ms: t.number }, {})

const Disturbance = t.union([
  fault('lostReply', {}, {}),
  fault('reset', {}, {}),
  fault('hang', {}, {}),
  fault('throttled', {}, { retryAfter: t.number }),
  fault('serverError', {}, {}),
  fault('html', {}, {}),
  fault('empty', {}, {}),
  fault('wrongShape', {}, { body: t.unknown }),
  fault('redirect', {}, { location: t.string }),
])
/** A fault that spoils the reply. */
export type Disturbance = t.TypeOf<typeof Disturbance>

/**
 * Something that goes wrong, at one endpoint or at all (`*`). `times` says how often; without it, until
 * it is cleared.
 *
 * - `latency`: waits `ms` of the clock first; combines with the others. The effect comes late, even if
 *   the client has left meanwhile.
 * - `lostReply`: the effect happens, then the connection is closed without a byte.
 * - `reset`: the connection is closed without a byte, and nothing happens.
 * - `hang`: nothing happens and no answer comes.
 * - `throttled`: HTTP 429, with `Retry-After` if `retryAfter` (seconds) is given.
 * - `serverError`: HTTP 500, and nothing happens.
 * - `html`: HTTP 502 with a proxy's HTML page, and nothing happens.
 * - `empty`: the effect happens, and HTTP 200 comes without a body.
 * - `wrongShape`: the effect happens, and HTTP 200 comes with `body`, by default `{ "statusCode": "two hundred" }`.
 * - `redirect`: HTTP 302 to `location`, by default a login page, and nothing happens.
 */
export const Fault = t.union([Latency, Disturbance], 'Fault')
export type Fault = t.TypeOf<typeof Fault>

/** Whether a request under this fault is carried out. */
export const isCarriedOut: Readonly<Record<Disturbance['kind'], boolean>> = {
  lostReply: true,
  reset: false,
  hang: false,
  throttled: false,
  serverError: false,
  html: false,
  empty: true,
  wrongShape: true,
  redirect: false,
}

/** The faults in force. */
export interface Faults {
  readonly add: (fault: Fault) => void
  readonly list: () => readonly Fault[]
  /** Without an endpoint, all of them. */
  readonly clear: (endpoint?: Fault['endpoint']) => void
}

/** What a request meets: the sum of the latencies, and the first fault that spoils the reply. */
export interface Met {
  readonly latencyMs: number
  readonly disturbance: Disturbance | null
}

export const createFaults = (): Faults & { readonly meet: (endpoint: Endpoint) => Met } => {
  let active: readonly Fault[] = []
  const spend = (spent: readonly Fault[]): void => {
    active = active.flatMap((one) => {
      if (!spent.includes(one) || one.times === undefined) return [one]
      return one.times > 1 ? [{ ...one, times: one.times - 1 }] : []
    })
  }
  return {
    add: (one) => {
      if (one.times === undefined || one.times > 0) active = [...active, one]
    },
    list: () => active,
    clear: (endpoint) => {
      active = endpoint === undefined ? [] : active.filter((one) => one.endpoint !== endpoint)
    },
    meet: (endpoint) => {
      const here = active.filter((one) => one.endpoint === endpoint || one.endpoint === '*')
      const latencies = here.filter((one) => one.kind === 'latency')
      const disturbance = here.find((one) => one.kind !== 'latency') ?? null
      spend(disturbance === null ? latencies : [...latencies, disturbance])
      return { latencyMs: latencies.reduce((sum, { ms }) => sum + ms, 0), disturbance }
    },
  }
}
