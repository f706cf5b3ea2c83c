import type { Json } from '../../json/index.ts'
import type { ProblemName } from './problem-texts.ts'

/** What went wrong with a request, as RFC 9457 tells it. */
export interface Problem {
  readonly name: ProblemName
  /** Why, for code: one of a known set, never a text of a person or server. */
  readonly reason?: string
  /** When it may be tried again, epoch ms. */
  readonly until?: number
  /** The same in seconds, as the `Retry-After` header. */
  readonly retryAfter?: number
  /** How the enrollment stands: an `EnrollmentReply`. */
  readonly enrollment?: Json
  readonly headers?: Readonly<Record<string, string>>
}

export const problem = (name: ProblemName, more: Omit<Problem, 'name'> = {}): Problem => ({ name, ...more })

/** Whole seconds from `now` to `until`, 1 at least. */
export const secondsFrom = (now: number, until: number): number =>
  Math.max(1, Math.ceil((until - now) / 1000))
