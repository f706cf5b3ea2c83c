import type { Redacted } from '../../machines/index.ts'

/** One answered request, for a log. As JSON, nothing in it is secret, or says who it was. */
export interface RequestLog {
  readonly method: string
  /** The pattern of the address (`/enrollments/:id`), or `unmatched`. */
  readonly route: string
  readonly status: number
  /** Until the answer began. */
  readonly ms: number
  readonly enrollmentId?: string
  /**
   * The verified subject, where somebody was known, also if they were refused. It is `<redacted>` in JSON; a log that
   * is to name people says so with `reveal`.
   */
  readonly subject?: Redacted<string>
  /** The last part of the problem's `type`, and its reason. */
  readonly problem?: string
  readonly reason?: string
}
