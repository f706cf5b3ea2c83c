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
   * How long a call of the service may take, with its wait for a place, ms; 60,000 by default, 600,000 at most, for
   * Restate gives up then. One that is not back by then, or could not begin because no service process ran, is looked up
   * like one that was interrupted.
   */
  readonly callTimeoutMs?: number
  /**
   * How long a bind may take from the moment that a process begins with it, ms; 20,000 by default, and `callTimeoutMs`
   * at most. Then it is aborted and looked up. If the connection to Restate is lost meanwhile, another process waits so
   * long before it looks, for the bind may still arrive: let it be longer than your service's own time limit (10 s in
   * `createGenAuthService`), and no longer than a person likes to wait.
   */
  readonly bindTimeoutMs?: number
  /**
   * Public keys of Restate's request identity (`publickeyv1_…`). With them, requests that your cluster did not sign are
   * refused. Nobody can forge a message without the sealing keys either way; but who reaches the port and has caught what
   * was sealed can have a call made again while its time lasts.
   */
  readonly identityKeys?: readonly string[]
}
