import type { EngineClock } from '../../durable/index.ts'

/** How long to wait before the first question and the later ones, ms: twice as long each time. */
const pausesMs = { first: 500, longest: 5_000 }

export interface ProbingOptions {
  readonly clock: EngineClock
  readonly isFailing: () => boolean
  /** Asks a question whose answer, or whose failure, is heard of; it never rejects. */
  readonly ask: () => Promise<void>
}

/** One of Node's own; a clock of somebody else's may give others. */
const isTimeout = (timer: unknown): timer is NodeJS.Timeout =>
  typeof timer === 'object' && timer !== null && 'unref' in timer

/**
 * While something fails, asks by itself whether it works again: a load balancer that was told so sends nobody whose
 * request would show it. One question at a time.
 */
export const createProbing = ({ clock, isFailing, ask }: ProbingOptions) => {
  let armed: { readonly timer: unknown } | null = null
  let isAsking = false
  let isOn = true
  let pauseMs = pausesMs.first

  const arm = (): void => {
    if (!isFailing()) pauseMs = pausesMs.first
    else if (isOn && armed === null && !isAsking) {
      const timer = clock.setTimeout(() => void go(), pauseMs)
      armed = { timer }
      // A process that has nothing else to do may end.
      if (isTimeout(timer)) timer.unref()
    }
  }

  const go = async (): Promise<void> => {
    armed = null
    isAsking = isFailing()
    if (isAsking) await ask()
    isAsking = false
    pauseMs = Math.min(2 * pauseMs, pausesMs.longest)
    arm()
  }

  return {
    /** It may have failed just now. */
    failed: arm,
    stop: (): void => {
      isOn = false
      if (armed !== null) clock.clearTimeout(armed.timer)
      armed = null
    },
  }
}
