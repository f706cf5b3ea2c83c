import type { LimitName } from './limits.ts'

/** Where limits are counted. `hash` stands for the key. */
export interface Counters {
  /** Null if one was to be had; else when there will be one again, in ms. */
  readonly take: (limit: LimitName, hash: string) => Promise<number | null>
  readonly giveBack: (limit: LimitName, hash: string) => Promise<void>
}
