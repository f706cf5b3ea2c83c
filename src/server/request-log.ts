/** One answered request, for a log. Nothing in it is secret, or says who it was. */
export interface RequestLog {
  readonly method: string
  /** The pattern of the address (`/enrollments/:id`), or `unmatched`. */
  readonly route: string
  readonly status: number
  /** Until the answer began. */
  readonly ms: number
  readonly enrollmentId?: string
  /** The last part of the problem's `type`, and its reason. */
  readonly problem?: string
  readonly reason?: string
}
