import type { Inspected, InspectionFrame } from '../../inspect/index.ts'

/** What became of a command; `unreachable` if it did not arrive, or no answer did. */
export type Answered = Inspected | { readonly accepted: false; readonly reason: 'unreachable' }

/**
 * - `live`: frames come in.
 * - `lost`: they do not, and it is tried again.
 * - `ended`: the other end said that nothing more comes; nothing is tried again.
 */
export type ChannelState = 'live' | 'lost' | 'ended'

export interface ChannelListener {
  readonly frame: (frame: InspectionFrame) => void
  readonly turned: (state: ChannelState) => void
}

/** Where a viewer hears of enrollments, and sends commands to them. */
export interface ViewerChannel {
  /** Calls `frame` with `enrollment.started` for each enrollment under way, then with each frame; reconnects by itself. */
  readonly subscribe: (listener: ChannelListener) => () => void
  /** Sends a public event. Never rejects. */
  readonly send: (enrollmentId: string, command: object) => Promise<Answered>
}
