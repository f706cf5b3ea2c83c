import type { ServiceLimits } from '../../../machines/index.ts'
import type { createHooks } from '../../audit/index.ts'
import type { Sealer, Transition } from '../../durable/index.ts'
import type { Calls } from './calls.ts'

/** What the handlers of one service process share. */
export interface Host {
  /** Of the virtual object. */
  readonly name: string
  readonly sealer: Sealer
  readonly limits: ServiceLimits
  /** How long a call may take, and how long a message may wait for it to begin, ms. */
  readonly callTimeoutMs: number
  /** How long a bind may take from the moment that a process claims it, ms. */
  readonly bindTimeoutMs: number
  readonly cancelAfterMs: number
  readonly eraseAfterMs: number
  readonly calls: Calls
  /** The audit of one moment, epoch ms. */
  readonly hooksAt: (now: number) => ReturnType<typeof createHooks>
  readonly onTransition: ((transition: Transition) => void) | undefined
  /** The row of this enrollment was changed, or erased, and Restate has it. */
  readonly changed: (enrollmentId: string) => void
  /** The system's time, for what is no part of a journal. */
  readonly now: () => number
  readonly report: (cause: unknown) => void
}
