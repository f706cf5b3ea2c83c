import type { EngineClock, SealingKey } from '../../durable/index.ts'
import type { EnrollmentEndpoint } from '../endpoint/enrollment-endpoint.ts'

export interface RestateEngineOptions {
  /** Of Restate's ingress: `http://127.0.0.1:8080`. It needs to be reached by this process alone. */
  readonly ingress: string
  /** The newest first: it seals, all of them open. The same as the endpoint's. See `readSealingKeys`. */
  readonly keys: readonly SealingKey[]
  /** The virtual object's name, as the endpoint has it. */
  readonly name?: string
  /**
   * How long Restate may take for one answer, ms; 10,000 by default, 60,000 at most. What was asked later than that is
   * not done any more, even if Restate comes to it: nobody waits for it.
   */
  readonly clientTimeoutMs?: number
  /** How many questions may wait for Restate at once; 1,000 by default. Beyond, they reject with a `StoreError`. */
  readonly maxInFlight?: number
  /**
   * How often watched enrollments are asked for, ms; 1,000 by default, and more often in the first seconds of a call.
   * Each time is a question to Restate.
   */
  readonly pollMs?: number
  /** The endpoint of this process, if it has one: what that changes is told at once to whoever watches here. */
  readonly endpoint?: Pick<EnrollmentEndpoint, 'onChanged'>
  /** With every request: for an ingress that asks who calls. */
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
  readonly clock?: EngineClock
  /** Hears once that Restate, or an enrollment, cannot be read. */
  readonly onDefect?: (defect: unknown) => void
}
