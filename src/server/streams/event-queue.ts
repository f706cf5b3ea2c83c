/**
 * What is to be sent on one stream. Each event tells the whole state, so of those that wait only the last is kept:
 * a slow reader costs no more than a fast one.
 */
export interface EventQueue {
  readonly body: ReadableStream<Uint8Array>
  /** Sends this, in the place of what was not sent yet. */
  readonly show: (event: string) => void
  /** Sends what waits and then this, and closes. Nothing is taken after it. */
  readonly end: (event: string) => void
  /** Shows that the stream is alive; drops a reader that has taken nothing since the last time. Throws what `hangUp` throws. */
  readonly beat: (comment: string) => void
}

export interface EventQueueOptions {
  /** Called once, when the stream is closed, dropped, or left by its reader. */
  readonly left: () => void
  /** Closes the connection of a reader that is dropped; undefined where the host gave no way to. */
  readonly hangUp: (() => void) | undefined
}

export const createEventQueue = ({ left, hangUp }: EventQueueOptions): EventQueue => {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let waiting = ''
  let isEnding = false
  let isStalled = false

  const leave = () => {
    if (controller === null) return
    controller = null
    waiting = ''
    left()
  }

  const flush = () => {
    if (controller === null || (controller.desiredSize ?? 0) <= 0) return
    const text = waiting
    waiting = ''
    // A reader that waits for it pulls at once, and this runs again within.
    if (text !== '') controller.enqueue(encoder.encode(text))
    else if (isEnding) {
      controller.close()
      leave()
    }
  }

  /** What a server below has written to the connection would wait there for ever, so that has to be closed as well. */
  const drop = (dropped: ReadableStreamDefaultController<Uint8Array>) => {
    if (hangUp === undefined)
      dropped.error(new Error('A reader of a stream was too slow, and its connection was closed.'))
    else dropped.close()
    leave()
    hangUp?.()
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given
      },
      pull: () => {
        isStalled = false
        flush()
      },
      cancel: leave,
    },
    { highWaterMark: 1 },
  )

  return {
    body,
    show: (event) => {
      if (isEnding) return
      waiting = event
      flush()
    },
    end: (event) => {
      if (isEnding) return
      isEnding = true
      waiting += event
      flush()
    },
    beat: (comment) => {
      if (controller === null) return
      if ((controller.desiredSize ?? 0) > 0) {
        waiting ||= comment
        return flush()
      }
      if (!isStalled) {
        isStalled = true
        return
      }
      drop(controller)
    },
  }
}
