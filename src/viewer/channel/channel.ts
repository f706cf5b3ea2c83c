import type { Inspected, InspectionFrame } from '../../inspect/index.ts'

/** What became of a command; `unreachable` if it did not arrive, or no answer did. */
export type Answered = Inspected | { readonly accepted: false; readonly reason: 'unreachable' }

export interface ChannelListener {
  readonly frame: (frame: InspectionFrame) => void
  /** True once frames come in, false while they do not. */
  readonly connected: (isConnected: boolean) => void
}

/** Where a viewer hears of enrollments, and sends commands to them. */
export interface ViewerChannel {
  /** Calls `frame` with `enrollment.started` for each enrollment under way, then with each frame; reconnects by itself. */
  readonly subscribe: (listener: ChannelListener) => () => void
  /** Sends a public event. Never rejects. */
  readonly send: (enrollmentId: string, command: object) => Promise<Answered>
}
