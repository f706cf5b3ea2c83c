import type { EngineClock } from './engine.ts'

export interface HeartbeatOptions {
  readonly clock: EngineClock
  readonly everyMs: number
  /** Must not wait: the next beat comes on time, whatever became of this one. */
  readonly beat: () => void
  /** Nothing is left to beat for. */
  readonly isIdle: () => boolean
}

/** Beats while there is something to beat for. */
export const createHeartbeat = ({ clock, everyMs, beat, isIdle }: HeartbeatOptions) => {
  let armed: { readonly timer: unknown } | null = null

  const once = () => {
    armed = null
    beat()
    arm()
  }

  const arm = () => {
    if (armed === null && !isIdle()) armed = { timer: clock.setTimeout(once, everyMs) }
  }

  return {
    arm,
    disarm: () => {
      if (armed !== null) clock.clearTimeout(armed.timer)
      armed = null
    },
  }
}
