import type { EngineOptions, SealingKey } from '../../durable/index.ts'

export interface EnrollmentEndpointOptions extends Omit<
  EngineOptions,
  'store' | 'clock' | 'leaseMs' | 'maxWaiting'
> {
  /** The newest first: it seals, all of them open. The same as the engine's. See `readSealingKeys`. */
  readonly keys: readonly SealingKey[]
  /** The virtual object's name in Restate: another for each user pool that shares one cluster. `MfaEnrollment` by default. */
  readonly name?: string
  /**
   * How long a call of the service may take, with its wait for a place, ms; 60,000 by default. One that is not back by
   * then, or could not begin because no service process ran, is looked up like one that was interrupted.
   */
  readonly callTimeoutMs?: number
  /**
   * Public keys of Restate's request identity (`publickeyv1_…`). With them, requests that your cluster did not sign are
   * refused. Without the sealing keys nobody can forge a message either way.
   */
  readonly identityKeys?: readonly string[]
}
