import { createListeners } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** Those who listen to an enrollment. */
export interface Audience {
  readonly add: (listener: (view: EnrollmentView) => void) => () => void
  readonly tell: (latest: () => EnrollmentView) => void
  readonly isThere: () => boolean
}

/**
 * Tells when the first one comes and when nobody is left. Whoever goes and comes back at once, as components do, has
 * not gone.
 */
export const createAudience = (came: () => void, left: () => void): Audience => {
  const listeners = createListeners<EnrollmentView>()
  let count = 0
  let isThere = false
  return {
    add: (listener) => {
      const stop = listeners.add(listener)
      let isListening = true
      count += 1
      if (!isThere) {
        isThere = true
        came()
      }
      return () => {
        stop()
        if (!isListening) return
        isListening = false
        count -= 1
        queueMicrotask(() => {
          if (count > 0 || !isThere) return
          isThere = false
          left()
        })
      }
    },
    tell: listeners.tell,
    isThere: () => isThere,
  }
}
