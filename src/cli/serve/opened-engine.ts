import type { Engine } from '../../durable/index.ts'

/** What carries enrollments; the server over it asks for no more than an `Engine`. */
export interface OpenedEngine {
  readonly engine: Engine
  readonly start: () => Promise<void>
  /** Waits for calls under way, ten seconds at most, and closes what was opened. */
  readonly stop: () => Promise<void>
}
