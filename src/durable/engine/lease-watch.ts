import { clocksAgreeWithinMs } from './due.ts'
import type { EngineClock } from './engine.ts'
import type { Lease } from './leases.ts'

export interface LeaseWatchOptions {
  readonly clock: EngineClock
  readonly leaseMs: number
  /** Its time is over, and others may have the row by now. */
  readonly over: () => void
}

/**
 * How long a lease is surely still ours. Two clocks tell: a timer, which no clock set back holds up, and the
 * time of day, by which a process that stood still finds that its lease is over before any timer ran.
 */
export const createLeaseWatch = (granted: Lease, { clock, leaseMs, over }: LeaseWatchOptions) => {
  let lease = granted
  let timer: unknown = null
  let hasLapsed = false

  /** What is left of it, ms, by the time of day. */
  const left = () => lease.until - clock.now()

  const disarm = () => {
    if (timer !== null) clock.clearTimeout(timer)
    timer = null
  }

  const arm = () => {
    disarm()
    timer = clock.setTimeout(
      () => {
        timer = null
        hasLapsed = true
        over()
      },
      Math.min(Math.max(left(), 0), leaseMs),
    )
  }

  arm()
  return {
    lease: (): Lease => lease,
    /**
     * Whether something may be begun under it. A beat of the heart must be left: what is begun now reaches the
     * server in a while, and the clocks of others are a little ahead. More than a lease can have says that the
     * clock was set back, and nothing of what is left.
     */
    maySend: (): boolean => !hasLapsed && left() >= leaseMs / 3 && left() <= leaseMs + clocksAgreeWithinMs,
    /** Prolonged, which counts only if it was known in time: another may have read the row at the old end. */
    prolonged: (after: Lease): void => {
      hasLapsed ||= left() <= 0
      lease = after
      arm()
    },
    /** The row was committed anew under it; whoever read the row before is too late. */
    renewed: (after: Lease): void => {
      lease = after
      arm()
    },
    end: disarm,
  }
}
export type LeaseWatch = ReturnType<typeof createLeaseWatch>
