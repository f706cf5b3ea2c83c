import type { EngineClock } from './engine.ts'

export interface HeartbeatOptions {
  readonly clock: EngineClock
  readonly everyMs: number
  readonly beat: () => Promise<void>
  /** Nothing is left to beat for. */
  readonly isIdle: () => boolean
}

/** Beats while there is something to beat for; one beat after the other, however long each takes. */
export const createHeartbeat = ({ clock, everyMs, beat, isIdle }: HeartbeatOptions) => {
  let armed: { readonly timer: unknown } | null = null
  let isBeating = false

  const arm = () => {
    if (armed !== null || isBeating || isIdle()) return
    armed = { timer: clock.setTimeout(() => void once(), everyMs) }
  }

  const once = async () => {
    armed = null
    isBeating = true
    await beat()
    isBeating = false
    arm()
  }

  return {
    arm,
    disarm: () => {
      if (armed !== null) clock.clearTimeout(armed.timer)
      armed = null
    },
  }
}
