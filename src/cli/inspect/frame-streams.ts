import type { ServerResponse } from 'node:http'
import { encodeFrame, type EnrollmentInspection } from '../../inspect/index.ts'

/** The open pages that hear of enrollments. See {@link createFrameStreams}. */
export interface FrameStreams {
  /** Keeps an answer open: it hears what is under way, then of each thing that happens. */
  readonly join: (outgoing: ServerResponse) => void
  /** Resolves when the first one joined. */
  readonly whenJoined: Promise<void>
  /** Says to all that nothing more comes, and ends their answers; what was told before is on its way. */
  readonly end: () => Promise<void>
}

/** Without data a browser drops an event. */
const lastWord = 'event: end\ndata: {}\n\n'

/**
 * Frames as server-sent events, each frame's JSON the data of one. The last event is called `end`: a stream that
 * breaks off without it was lost, and a page will look for it again.
 */
export const createFrameStreams = ({ subscribe }: Pick<EnrollmentInspection, 'subscribe'>): FrameStreams => {
  const joined = new Set<ServerResponse>()
  let tellJoined = (): void => undefined
  let hasEnded = false
  const whenJoined = new Promise<void>((resolve) => {
    tellJoined = resolve
  })
  return {
    join: (outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      // Nothing may happen for a while, and the page wants to know that it is heard.
      outgoing.flushHeaders()
      if (hasEnded) return void outgoing.end(lastWord)
      joined.add(outgoing)
      const leave = subscribe((frame) => void outgoing.write(`data: ${encodeFrame(frame)}\n`))
      outgoing.once('close', () => {
        leave()
        joined.delete(outgoing)
      })
      tellJoined()
    },
    whenJoined,
    end: async () => {
      hasEnded = true
      for (const outgoing of joined) outgoing.end(lastWord)
      // Node hands over what one turn wrote when that turn is over.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
