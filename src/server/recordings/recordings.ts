import type { Transition } from '../../durable/index.ts'
import { encodeFrame, encodeHeader, eventFrame, startedFrame, stoppedFrame } from '../../inspect/index.ts'

/** So many enrollments are recorded at once. */
const mostRecordings = 16
/** An enrollment makes some dozen frames. */
const mostFrames = 1_000
/** So long after it was begun a recording is thrown away, ms. */
const lifetimeMs = 3_600_000

/** Recordings of single enrollments, made on demand and kept in memory; redacted as they are made. */
export interface Recordings {
  /** Records what happens to an enrollment from now on, in this process; false if too many are recorded. */
  readonly begin: (enrollmentId: string) => boolean
  /** What was recorded, as `mfa-enroll inspect FILE` reads it; null if it is not recorded. */
  readonly read: (enrollmentId: string) => string | null
  /** Ends it and throws it away; false if it was not recorded. */
  readonly end: (enrollmentId: string) => boolean
  /** Hears of each transition. */
  readonly heard: (transition: Transition) => void
}

interface Recording {
  readonly begunAt: number
  readonly lines: string[]
}

export const createRecordings = ({ now }: { readonly now: () => number }): Recordings => {
  const all = new Map<string, Recording>()

  const forgetOld = () => {
    for (const [id, { begunAt }] of all) if (now() - begunAt >= lifetimeMs) all.delete(id)
  }

  return {
    begin: (id) => {
      forgetOld()
      if (all.has(id)) return true
      if (all.size >= mostRecordings) return false
      all.set(id, { begunAt: now(), lines: [] })
      return true
    },
    read: (id) => {
      forgetOld()
      const found = all.get(id)
      return found === undefined ? null : encodeHeader() + found.lines.join('')
    },
    end: (id) => {
      forgetOld()
      return all.delete(id)
    },
    heard: ({ enrollmentId, before, event, after, at }) => {
      if (all.size === 0) return
      forgetOld()
      const lines = all.get(enrollmentId)?.lines
      if (lines === undefined || lines.length >= mostFrames) return
      // Frames are redacted, and no snapshot is kept.
      if (lines.length === 0)
        lines.push(encodeFrame(startedFrame(before, at, { restored: before.context.seq > 0 })))
      lines.push(encodeFrame(eventFrame(before, event, after, at)))
      if (after.status !== 'active') lines.push(encodeFrame(stoppedFrame(after, at)))
    },
  }
}
