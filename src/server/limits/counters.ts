import type { LimitName } from './limits.ts'

/** Where limits are counted. `hash` stands for the key. */
export interface Counters {
  /** Null if one was to be had; else when there will be one again, in ms. */
  readonly take: (limit: LimitName, hash: string) => Promise<number | null>
  /** Of what was taken `agoMs` ago; of a count that began since, nothing. */
  readonly giveBack: (limit: LimitName, hash: string, agoMs: number) => Promise<void>
}
