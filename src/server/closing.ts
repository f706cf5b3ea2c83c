/** Whether a server stops, and who waits to hear of it. No AbortSignal: Node warns of one that many listen to. */
export interface Closing {
  /** Requests should go to others from now on; those that come all the same are answered. */
  readonly isAnnounced: () => boolean
  readonly hasBegun: () => boolean
  /** Gives the way to stop listening. */
  readonly add: (listener: () => void) => () => void
}

export const createClosing = (): Closing & { readonly announce: () => void; readonly begin: () => void } => {
  const listeners = new Set<() => void>()
  let isAnnounced = false
  let hasBegun = false
  return {
    isAnnounced: () => isAnnounced,
    hasBegun: () => hasBegun,
    add: (listener) => {
      // The same function may be given twice.
      const mine = () => listener()
      listeners.add(mine)
      return () => {
        listeners.delete(mine)
      }
    },
    announce: () => {
      isAnnounced = true
    },
    begin: () => {
      isAnnounced = true
      hasBegun = true
      for (const listener of new Set(listeners)) listener()
    },
  }
}
